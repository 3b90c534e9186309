// The hot loop: one batch in, one reply out.

import { storeWord, Words } from "../prelude.ts";
import { endLogs } from "../endow/console.ts";
import { makeEmitter } from "./emitter.ts";
import { errorText } from "./error_text.ts";
import { itemBeginner } from "../endow/endowments.ts";
import { ItemFailure } from "./item_failure.ts";
import { openBatch } from "./items.ts";
import type { JobFactory } from "../load_job.ts";
import { withNumberHint } from "./number_hint.ts";
import { Output } from "./output.ts";
import { BLANK } from "./parse_line.ts";
import {
  type BatchMessage,
  type BatchReply,
  type GuestSetup,
  Word,
} from "../../protocol.ts";

/** Makes the function that runs one batch after another. */
export function batchRunner(
  factory: JobFactory,
  setup: GuestSetup,
): (batch: BatchMessage) => Promise<BatchReply> {
  const control = new Words(setup.control);
  const begin = itemBeginner();

  return async function runBatch(batch) {
    const output = new Output(batch.room);
    const items = openBatch(batch);
    const limit = setup.resultLimit;
    const emit = makeEmitter(batch, { items, output, limit });
    control[Word.Item] = 0;
    control[Word.Waited] = 0;
    storeWord(control, Word.Batch, batch.id);
    let done = 0;
    while (done < batch.count && !output.isFull) {
      if (done > 0 && control[Word.HandBack] === batch.id) break;
      control[Word.Item] = done;
      try {
        const item = items.next();
        begin?.(batch.first + done);
        if (item === BLANK) {
          output.skip(batch.output);
        } else {
          let result = factory()(item, { index: batch.first + done });
          if (isThenable(result)) {
            control[Word.Waited] = 1;
            result = await result;
          }
          emit(result, item);
        }
      } catch (error) {
        fail(output, done, error);
      }
      done++;
    }
    // No item any more, but not idle either, until what items left behind is over.
    control[Word.Item] = batch.count;
    endLogs();
    return output.reply(batch, done);
  };
}

// Only these are awaited: a turn of the event loop costs as much as a small job.
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === "object" &&
    typeof (value as { then?: unknown }).then === "function";
}

function fail(output: Output, item: number, error: unknown): void {
  const kind = ItemFailure.kindOf(error);
  if (kind === undefined) {
    output.fail(item, "threw", withNumberHint(errorText(error)));
  } else output.fail(item, kind, (error as ItemFailure).message);
}
