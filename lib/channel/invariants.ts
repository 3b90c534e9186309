// The assertions of what core.ts states at its head.

import { invariant } from "../internal/invariant.ts";

/** As much of a waiter as the invariants speak of. */
interface Waiting {
  readonly weight: number;
  readonly terms: { readonly memo: unknown };
}

interface Line {
  readonly first: Waiting | undefined;
  readonly size: number;
}

/** As much of a core as the invariants speak of. */
interface State {
  readonly senders: Line;
  readonly receivers: Line;
  readonly buffer: { readonly length: number };
  readonly accepted: number;
  readonly losses: { readonly undelivered: number };
  readonly tasks: { readonly unfinished: number };
  readonly closed: boolean;
  readonly plain: boolean;
  readonly weighted: boolean;
  fits(weight: number): boolean;
}

/** The steps of a core after which, from outside, its invariants hold. */
const STEPS = [
  "offer",
  "store",
  "handOver",
  "overflowWith",
  "take",
  "takeBuffered",
  "admit",
  "putBack",
  "resize",
  "close",
  "abort",
] as const;

type Steps = Readonly<Record<typeof STEPS[number], unknown>>;

/**
 * Replaces the steps of one core by ones that assert its invariants.
 *
 * Only in a channel made while they are checked, so that others pay nothing.
 */
export function assertAfterEachStep(core: State & Steps): void {
  let depth = 0;
  for (const name of STEPS) {
    const step = core[name] as (...args: unknown[]) => unknown;
    const checked = (...args: unknown[]) => {
      depth++;
      try {
        return step.apply(core, args);
      } finally {
        if (--depth === 0) assertInvariants(core);
      }
    };
    Object.defineProperty(core, name, { value: checked });
  }
}

/** Throws if one of the invariants of a core does not hold. */
export function assertInvariants(core: State): void {
  const { senders, receivers, buffer, accepted, losses, tasks } = core;
  const sender = senders.first;
  const receiver = receivers.first;
  const isOneSelect = sender !== undefined && sameRace(sender, receiver);
  invariant(
    sender === undefined || receiver === undefined || isOneSelect,
    "senders and receivers do not both wait",
  );
  invariant(
    sender === undefined || !core.fits(sender.weight),
    "a sender waits only while its value does not fit",
  );
  invariant(
    receiver === undefined || buffer.length === 0,
    "a receiver waits only while the buffer is empty",
  );
  invariant(
    !core.closed || (sender === undefined && receiver === undefined),
    "no call waits once the channel is closed",
  );
  const received = accepted - buffer.length - losses.undelivered;
  invariant(received >= 0, "no more values are received than were accepted");
  invariant(
    tasks.unfinished >= 0 && tasks.unfinished <= accepted,
    "no more values are finished than were accepted",
  );
  invariant(
    !core.plain || (!core.weighted && !core.closed),
    "a plain channel is open and weighs nothing",
  );
}

function sameRace(one: Waiting, other: Waiting | undefined): boolean {
  return one.terms.memo !== undefined && one.terms.memo === other?.terms.memo;
}
