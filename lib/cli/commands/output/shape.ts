/** Thrown when a result does not fit into the output; the message says why. */
export class ShapeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ShapeError";
  }
}

/** How results become text that is not JSON. */
export interface Shape {
  /**
   * The text of all records of an item.
   *
   * @throws {ShapeError} If one of them does not fit; then it is as if it was not
   * called.
   */
  textOf(records: readonly unknown[]): string;
  /** What is left to write at the end. */
  end(): string;
}

/** Writes strings as they are, each with a null byte at its end. */
export class NullLines implements Shape {
  textOf(records: readonly unknown[]): string {
    return records.map((record) => {
      const text = typeof record === "string" ? record : JSON.stringify(record);
      if (!text.includes("\0")) return text + "\0";
      throw new ShapeError("the text has a null byte, which ends a line here");
    }).join("");
  }

  end(): string {
    return "";
  }
}
