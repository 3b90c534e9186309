import {
  ClosedOutputError,
  UnreadableFileError,
} from "../../lib/cli/stream_error.ts";
import type { EndSignal, OpenFile, Terminal } from "../../lib/cli/terminal.ts";

/** What a {@linkcode FakeTerminal} is made of. */
export interface FakeWorld {
  /** The chunks that stdin gives, or a source of them. */
  readonly stdin?:
    | AsyncIterable<string | Uint8Array>
    | Iterable<
      string | Uint8Array
    >;
  /** Whether stdin is a terminal. */
  readonly isTyped?: boolean;
  /** How many bytes stdin is known to hold. */
  readonly size?: number;
  /** Whether stdout is a terminal. */
  readonly isShown?: boolean;
  /** Whether stdout is a pipe. */
  readonly isPiped?: boolean;
  /** Whether stderr is a terminal. */
  readonly isTerminal?: boolean;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly permissions?: readonly string[];
  /** How many writes stdout takes before its reader goes. */
  readonly writes?: number;
  /** What goes wrong with every write after those, if its reader does not just go. */
  readonly writeError?: Error;
}

const encoder = new TextEncoder();

/** A world without a process: what goes in is given, what comes out is kept. */
export class FakeTerminal implements Terminal {
  readonly start = { program: "deno run main.ts", module: "main.ts" };
  readonly versions = { deno: "2.9.6", v8: "14.9" };
  readonly cores = 2;
  /** Everything written to stdout. */
  out = "";
  /** Everything written to stderr. */
  err = "";
  /** Whether the permissions were given up. */
  relinquished = false;
  readonly #firstWrite = Promise.withResolvers<void>();
  #listener: ((signal: EndSignal) => void) | undefined;
  #writesLeft: number;
  readonly #decoder = new TextDecoder();
  readonly #world: FakeWorld;
  readonly #input: AsyncIterator<Uint8Array>;
  #pending: Uint8Array = new Uint8Array(0);

  constructor(world: FakeWorld = {}) {
    this.#world = world;
    this.#writesLeft = world.writes ?? Infinity;
    this.#input = bytesOf(world.stdin ?? []);
  }

  readonly stdin = {
    isTerminal: (): boolean => this.#world.isTyped ?? false,
    size: (): number | undefined => this.#world.size,
    read: async (buffer: Uint8Array<ArrayBuffer>): Promise<number | null> => {
      while (this.#pending.length === 0) {
        const next = await this.#input.next();
        if (next.done) return null;
        this.#pending = next.value;
      }
      const size = Math.min(buffer.length, this.#pending.length);
      buffer.set(this.#pending.subarray(0, size));
      this.#pending = this.#pending.subarray(size);
      return size;
    },
  };

  readonly stdout = {
    isTerminal: (): boolean => this.#world.isShown ?? false,
    isFile: (): boolean => !this.#world.isShown && !this.#world.isPiped,
    write: (bytes: Uint8Array): Promise<void> => {
      if (this.#writesLeft-- <= 0) {
        const { writeError = new ClosedOutputError() } = this.#world;
        return Promise.reject(writeError);
      }
      this.out += this.#decoder.decode(bytes, { stream: true });
      this.#firstWrite.resolve();
      return Promise.resolve();
    },
  };

  readonly stderr = {
    write: (text: string): void => void (this.err += text),
    isTerminal: (): boolean => this.#world.isTerminal ?? false,
    columns: (): number => 80,
  };

  readonly openFile = (path: string): Promise<OpenFile> =>
    this.#contentOf(path).then((content) => {
      const bytes = typeof content === "string"
        ? encoder.encode(content)
        : content;
      let at = 0;
      return {
        size: bytes.length,
        read: (buffer) => {
          const part = bytes.subarray(at, at + buffer.length);
          buffer.set(part);
          at += part.length;
          return Promise.resolve(part.length === 0 ? null : part.length);
        },
      };
    });

  readonly readFolder = (path: string): Promise<readonly string[]> => {
    const names = Object.keys(this.#world.files ?? {})
      .filter((name) => name.startsWith(`${path}/`))
      .map((name) => name.slice(path.length + 1));
    if (names.length > 0) return Promise.resolve(names.sort());
    const why = "there is no such file";
    return Promise.reject(new UnreadableFileError(path, why, false));
  };

  readonly readFile = (path: string): Promise<string> =>
    this.#contentOf(path).then((content) =>
      typeof content === "string" ? content : new TextDecoder().decode(content)
    );

  #contentOf(path: string): Promise<string | Uint8Array> {
    const content = this.#world.files?.[path];
    if (content !== undefined) return Promise.resolve(content);
    const why = "the permission for it was not granted";
    return Promise.reject(new UnreadableFileError(path, why, true));
  }

  readonly onEndSignal = (
    listener: (signal: EndSignal) => void,
  ): Disposable => {
    this.#listener = listener;
    return { [Symbol.dispose]: () => this.#listener = undefined };
  };

  readonly onContinue = (): Disposable => ({ [Symbol.dispose]() {} });

  readonly mayConnect = (): boolean => true;

  readonly memory = (): number => 100 * 2 ** 20;

  readonly meter = undefined;

  readonly permissions = (): string[] => [...this.#world.permissions ?? []];

  readonly relinquish = (): boolean => {
    this.relinquished = true;
    return true;
  };

  /** Resolves when something was written to stdout. */
  written(): Promise<void> {
    return this.#firstWrite.promise;
  }

  /** Whether somebody listens for signals. */
  get isListening(): boolean {
    return this.#listener !== undefined;
  }

  /** Sends a signal. */
  signal(signal: EndSignal): void {
    this.#listener?.(signal);
  }
}

async function* bytesOf(
  chunks: Exclude<FakeWorld["stdin"], undefined>,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  }
}
