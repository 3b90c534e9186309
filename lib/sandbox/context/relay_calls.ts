import type { Chunk } from "../chunk.ts";
import type {
  AnswersMessage,
  CallAnswer,
  GuestCalls,
} from "../context_protocol.ts";

/**
 * Asks the host what an item of a chunk asks; answers of one microtask turn travel
 * together.
 */
export function relayCalls(
  { id, item, calls }: GuestCalls,
  { batch, submission }: Chunk,
  post: (message: AnswersMessage) => void,
): void {
  if (item >= batch.count) return;
  let answers: CallAnswer[] = [];
  const send = () => {
    post({ id, item, answers });
    answers = [];
  };
  for (const call of calls) {
    const asked = submission.calls?.ask(batch.first + item, call);
    void asked?.then((answer) => {
      if (answers.push(answer) === 1) queueMicrotask(send);
    });
  }
}

const REFUSAL = JSON.stringify({
  name: "Error",
  message: "this item runs elsewhere",
});

/** Answers calls of an item whose outcome is of no interest, and runs nothing. */
export function refuseCalls(
  { id, item, calls }: GuestCalls,
  post: (message: AnswersMessage) => void,
): void {
  const answers = calls.map(({ number }): CallAnswer => ({
    number,
    state: "failed",
    text: REFUSAL,
  }));
  post({ id, item, answers });
}

/** The call that an item of a chunk waits for, if any. */
export function waitingFor(
  chunk: Chunk | undefined,
  item: number | undefined,
): string | undefined {
  if (chunk === undefined || item === undefined) return undefined;
  return chunk.submission.calls?.waitingFor(chunk.batch.first + item);
}
