import type { OpenFile, Terminal } from "../../terminal.ts";

/** Where bytes of the input come from. */
export interface InputSource extends Omit<OpenFile, "close"> {
  /** The file's name; undefined for stdin. */
  readonly name: string | undefined;
  /** Whether a person types it. */
  readonly isTyped: boolean;
}

/** Stdin as the one source of a run. */
export function stdinSource({ stdin }: Terminal): InputSource {
  return {
    name: undefined,
    isTyped: stdin.isTerminal(),
    get size() {
      return stdin.size();
    },
    read: (buffer) => stdin.read(buffer),
  };
}

/**
 * Opens all files of a run, in order; `-` is stdin, and so is no file at all.
 *
 * They are opened at once, since after this every permission is given up.
 *
 * @throws {UnreadableFileError} If one of them cannot be read.
 */
export async function openSources(
  files: readonly string[],
  terminal: Terminal,
): Promise<readonly InputSource[]> {
  if (files.length === 0) return [stdinSource(terminal)];
  const sources: InputSource[] = [];
  for (const name of files) {
    const source = name === "-"
      ? stdinSource(terminal)
      : { ...await terminal.openFile(name), name, isTyped: false };
    sources.push(source);
  }
  return sources;
}

/** How many bytes all sources hold; undefined where that is not known. */
export function sizeOf(sources: readonly InputSource[]): number | undefined {
  let size = 0;
  for (const source of sources) {
    if (source.size === undefined) return undefined;
    size += source.size;
  }
  return size;
}

/** Finds the file of an item by the item's position in the whole input. */
export class FileIndex {
  readonly #files: { readonly name: string; readonly first: number }[] = [];

  /** Takes in that the items from `first` on are those of a file. */
  add(name: string | undefined, first: number): void {
    this.#files.push({ name: name ?? "-", first });
  }

  /** The file of an item, and the item's position in it; undefined without files. */
  find(position: number): { name: string; position: number } | undefined {
    const file = this.#files.findLast(({ first }) => first <= position);
    return file && { name: file.name, position: position - file.first };
  }
}
