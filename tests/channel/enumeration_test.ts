import { checkInvariants } from "../../lib/internal/invariant.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import * as receiving from "./support/receive_moves.ts";
import * as sending from "./support/send_moves.ts";
import { type Pair, Trial } from "./support/trial.ts";

type Move = (trial: Trial, pair: Pair) => void;

/** Every kind of step that another one may meet halfway. */
const MOVES: readonly Move[] = [
  sending.send,
  sending.sendMany,
  receiving.receive,
  receiving.lease,
  receiving.endLease,
  receiving.iterate,
  (trial) => trial.abortSignal(),
  ({ log }, { real, model }) => {
    log.push("close");
    real.close();
    model.close([]);
  },
];

const CALLS = 4;

/** Always the same choice, so that only the order of the calls differs. */
class Fixed extends SeededRandom {
  readonly #capacity: number;

  constructor(capacity: number) {
    super(0);
    this.#capacity = capacity;
  }

  override below(limit: number): number {
    return Math.min(2, limit - 1);
  }

  override pick<T>(choices: readonly T[]): T {
    const wanted = choices.find((choice) =>
      choice === this.#capacity || choice === "retry"
    );
    return wanted ?? choices[0] as T;
  }
}

/** A trial in which each wait can be interrupted by the same signal. */
function trialOf(capacity: number): Trial {
  const trial = new Trial(new Fixed(capacity));
  trial.given = () => {
    const stop = trial.stops[2] as Trial["stops"][number];
    return { options: { signal: stop.controller.signal }, stop };
  };
  return trial;
}

const eachCase = Deno.test.each(
  [0, 1].flatMap((capacity) =>
    [true, false].map((isTogether) => ({ capacity, isTogether }))
  ),
);

eachCase(
  "Channel behaves as plain arrays do in every order of four calls: %o",
  async ({ capacity, isTogether }) => {
    using _checked = checkInvariants();
    for (let order = 0; order < MOVES.length ** CALLS; order++) {
      const trial = trialOf(capacity);
      const [pair] = trial.pairs as [Pair];
      try {
        let rest = order;
        for (let call = 0; call < CALLS; call++) {
          MOVES[rest % MOVES.length]?.(trial, pair);
          rest = Math.floor(rest / MOVES.length);
          trial.peek();
          if (!isTogether) await Promise.resolve();
        }
        await trial.finish();
      } catch (cause) {
        throw new Error(`order ${order}\n${trial.log.join("\n")}`, { cause });
      }
    }
  },
);
