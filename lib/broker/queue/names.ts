/** The names on the broker that belong to a queue. */
export interface QueueNames {
  /** The subject of its items. */
  readonly items: string;
  /** The subject it has instead once it is closed: then no stream listens to `items`. */
  readonly closed: string;
  /** Where is said that there is room. */
  readonly freed: string;
  /** Where its workers answer. */
  readonly presence: string;
  /** The queue of its dead letters; itself, if that is what it is. */
  readonly dead: string;
  /** The stream that keeps how far each named input was sent, and what was given back. */
  readonly sends: string;
}

/** The consumer that all workers of a queue share. */
export const CONSUMER = "workers";

const DEAD = "-dead";
const SENDS = "-sends";

/** The names that belong to a queue. */
export function namesOf(queue: string): QueueNames {
  const prefix = `sluice.${queue}`;
  return {
    items: `${prefix}.items`,
    closed: `${prefix}.closed`,
    freed: `${prefix}.freed`,
    presence: `${prefix}.presence`,
    dead: queue.endsWith(DEAD) ? queue : queue + DEAD,
    sends: queue + SENDS,
  };
}

/** The subject of what is kept of one named input. */
export function sendSubject(queue: string, token: string): string {
  return `sluice.${queue}.sends.${token}`;
}

/**
 * The subject of what is kept of an item that was given back unrun, `count` being how often
 * it had been given out; those of one item, or of all, with `*`.
 */
export function givenBackSubject(
  queue: string,
  sequence: number | "*",
  count: number | "*",
): string {
  return `sluice.${queue}.back.${sequence}.${count}`;
}

/** Whether a name is kept for the dead letters, or for the inputs, of a queue. */
export function isReserved(name: string): boolean {
  return name.endsWith(DEAD) || name.endsWith(SENDS);
}
