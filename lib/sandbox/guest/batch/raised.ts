import { isObject } from "../realm/lengths.ts";

/** A place of the job's text that throws errors of the language. */
export interface RaisedAt {
  readonly name: string;
  /** The frames of the first error that was made there. */
  readonly frames: readonly number[];
}

/** What stands for an error that nothing in the job could look at. */
export class Raised {
  readonly message: string;
  readonly #at: RaisedAt;

  constructor(at: RaisedAt, message: string) {
    this.#at = at;
    this.message = message;
  }

  /** Where one of these was thrown; undefined for anything else. */
  static at(thrown: unknown): RaisedAt | undefined {
    return isObject(thrown) && #at in thrown ? thrown.#at : undefined;
  }
}
