import { isObject } from "../realm/lengths.ts";
import type { GuestFailureKind } from "../../protocol.ts";

/** Why an item has no result, when it was not the job that threw. */
export class ItemFailure extends Error {
  readonly #kind: GuestFailureKind;

  constructor(kind: GuestFailureKind, message: string) {
    super(message);
    this.#kind = kind;
  }

  /** The kind of one of these; asking anything else in another way could run the job. */
  static kindOf(thrown: unknown): GuestFailureKind | undefined {
    return isObject(thrown) && #kind in thrown ? thrown.#kind : undefined;
  }
}
