import { SeededRandom } from "../../support/seeded_random.ts";
import * as receiving from "./receive_moves.ts";
import { select } from "./select_move.ts";
import * as sending from "./send_moves.ts";
import { Trial } from "./trial.ts";
import type { Pair } from "./trial.ts";

type Move = (trial: Trial, pair: Pair) => void;

const MOVES: readonly (readonly [weight: number, move: Move])[] = [
  [6, sending.send],
  [2, sending.trySend],
  [3, sending.sendMany],
  [6, receiving.receive],
  [2, receiving.tryReceive],
  [3, receiving.receiveMany],
  [3, receiving.lease],
  [3, receiving.endLease],
  [3, receiving.iterate],
  [1, receiving.taskDone],
  [1, receiving.join],
  [4, select],
  [2, (trial) => trial.abortSignal()],
  [1, resize],
];
const BAG = MOVES.flatMap(([weight, move]) => Array<Move>(weight).fill(move));

function resize(trial: Trial, pair: Pair): void {
  const capacity = trial.random.pick([0, 1, 2, 3, 5, 16]);
  trial.log.push(`${pair.name}.resize(${capacity})`);
  pair.real.resize(capacity);
  pair.model.resize(capacity);
}

const ENDINGS = [[], ["because"], [undefined]] as const;

/** Closes or aborts a channel, at most once in a while. */
function end(trial: Trial, pair: Pair): void {
  const how = trial.random.pick(["close", "close", "abort"] as const);
  const reason = trial.random.pick(ENDINGS);
  trial.log.push(`${pair.name}.${how}(${reason.length ? reason[0] : ""})`);
  pair.real[how](...reason);
  pair.model[how](reason);
}

/** One interleaving of everything, from a seed. */
export async function runTrial(seed: number): Promise<void> {
  const trial = new Trial(new SeededRandom(seed));
  try {
    for (let round = trial.random.below(16); round >= 0; round--) {
      for (let move = trial.random.below(4); move >= 0; move--) {
        const pair = trial.random.pick(trial.pairs);
        if (trial.random.below(30) === 0) end(trial, pair);
        else trial.random.pick(BAG)(trial, pair);
        if (trial.unsure !== undefined) break;
        trial.peek();
      }
      await trial.check();
    }
    trial.log.push("finish");
    await trial.finish();
  } catch (cause) {
    throw new Error(`seed ${seed}\n${trial.log.join("\n")}`, { cause });
  }
}
