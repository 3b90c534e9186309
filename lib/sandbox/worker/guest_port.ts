import { type LoadMessage, type RealmOptions, WORDS } from "../protocol.ts";
import { GUEST_TEXT } from "./guest.generated.ts";
import type { Death, Thread, ThreadStarter } from "./threads/starter.ts";

/** What a guest is made with, before it is given a job. */
export interface GuestOptions {
  /** Longest result, in UTF-16 units of its JSON text. */
  readonly resultLimit: number;
  readonly realm: RealmOptions;
}

/** Deno has these methods; its types do not know yet. */
interface RefPort extends MessagePort {
  ref(): void;
  unref(): void;
}

/** The thread of a guest, with the ways to talk to it. */
export class GuestThread {
  /** The only way to talk to the guest. */
  readonly port: MessagePort;
  /** Words of shared memory: see {@linkcode Word}. */
  readonly control: Int32Array<SharedArrayBuffer> = new Int32Array(
    new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
  );
  #onDeath: ((death: Death) => void) | undefined;
  #death: Death | undefined;
  /** Settles when the guest was sent what it is made of; undefined if that is at once. */
  readonly #begun: Promise<void> | undefined;
  readonly #thread: Thread;

  /**
   * Starts a thread, and blocks until it runs; there it becomes a guest, which closes its
   * realm, and waits for a job.
   */
  constructor(
    starter: ThreadStarter,
    { resultLimit, realm }: GuestOptions,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const setup = { port: port2, control: this.control.buffer };
    this.#thread = starter.start(setup, (death) => this.#die(death));
    const message = { guest: GUEST_TEXT, resultLimit, realm };
    if (realm.endowments.includes("digest")) {
      this.#begun = sendHashes(port1, message);
    } else port1.postMessage(message);
  }

  /** Gives the guest its job. */
  load(job: LoadMessage): void {
    if (this.#begun === undefined) return this.port.postMessage(job);
    void this.#begun.then(() => this.port.postMessage(job));
  }

  /** Calls `listener` when the thread ends by itself, or has ended already. */
  onDeath(listener: (death: Death) => void): void {
    this.#onDeath = listener;
    if (this.#death !== undefined) listener(this.#death);
  }

  /** Says whether the process must not end before the guest has answered. */
  holdProcess(isWanted: boolean): void {
    const port = this.port as RefPort;
    if (isWanted) port.ref();
    else port.unref();
  }

  /** How much of the processor it has used, in milliseconds; NaN if unknown. */
  cpuTime(): Promise<number> {
    return this.#thread.cpuTime();
  }

  /** Ends the thread, whatever it is doing. */
  terminate(): void {
    this.port.close();
    this.#thread.terminate();
  }

  #die(death: Death): void {
    this.port.close();
    this.#death = death;
    this.#onDeath?.(death);
  }
}

/** Sends the hashes, too; they are not loaded by those who do not use them. */
async function sendHashes(port: MessagePort, message: object): Promise<void> {
  const { DIGEST_TEXT } = await import("./digest.generated.ts");
  port.postMessage({ ...message, digest: DIGEST_TEXT });
}
