/**
 * Every error class of the library; each is one that callers catch by name.
 *
 * @module
 */

/**
 * Thrown when an operation needs an open channel and finds it closed.
 *
 * Not thrown for an ordinary end of input: async iteration just stops.
 */
export class ChannelClosedError extends Error {
  /**
   * Creates the error.
   *
   * @param message What could not be done.
   */
  constructor(message: string) {
    super(message);
    this.name = "ChannelClosedError";
  }
}
