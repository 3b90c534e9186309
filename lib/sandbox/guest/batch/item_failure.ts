import { isObject } from "../realm/lengths.ts";
import type { GuestFailureKind } from "../../protocol.ts";

/**
 * Why an item has no result, when it was not the job that threw.
 *
 * No error: where it was made is of no use, and to note that takes longer than
 * most jobs.
 */
export class ItemFailure {
  readonly message: string;
  readonly #kind: GuestFailureKind;

  constructor(kind: GuestFailureKind, message: string) {
    this.message = message;
    this.#kind = kind;
  }

  /**
   * Whether an item that no job has touched is one of these. To look for its secret took a
   * twentieth of the time of a small item: the engine looks anew in each kind of object.
   */
  static is(item: unknown): item is ItemFailure {
    return item instanceof ItemFailure;
  }

  /** The kind of one of these; asking anything else in another way could run the job. */
  static kindOf(thrown: unknown): GuestFailureKind | undefined {
    return isObject(thrown) && #kind in thrown ? thrown.#kind : undefined;
  }
}
