// The functions of the host that a job may call. Only JSON text crosses: arguments are
// made into text and answers into values here, by the realm's own functions. Calls are
// numbered where they are made, so that the same job makes the same numbers.

import { mayHoldLongNumber } from "../../exact_numbers.ts";
import { JsonFault, jsonOf } from "../../exact_json.ts";
import { errorText } from "../batch/error_text.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { parseExactLine } from "../json/parse_line.ts";
import { defineProperty, given, parse, post, Words } from "../prelude.ts";
import { expectLeftovers } from "../realm/leftovers.ts";
import type {
  AnswersMessage,
  CallAnswer,
  CallLimits,
  GuestCall,
  GuestCalls,
  JobContext,
} from "../../context_protocol.ts";
import { Word } from "../../protocol.ts";

/** One function for each name; none is inherited. */
export type Calls = Readonly<
  Record<string, (...args: unknown[]) => Promise<unknown>>
>;

interface Waiting {
  readonly call: GuestCall;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What an item asked. */
interface Asking {
  isOver: boolean;
  /** How many calls it made. */
  made: number;
  /** Those that were sent and have no answer. */
  readonly sent: Map<number, Waiting>;
  /** Those that wait for their turn. */
  readonly queue: Waiting[];
  diverged: string | undefined;
}

const { create, freeze } = Object;
const control = new Words(given.control);
const Fault = Error;
let names: readonly string[] = [];
let limits: CallLimits;
let asking: Asking | undefined;
let outgoing: GuestCall[] = [];
let isLeftOpen = false;

/** Notes what may be called; gives the calls of a job that may call nothing. */
export function expectCalls(context: JobContext): Calls {
  ({ calls: names, limits } = context);
  if (names.length > 0) expectLeftovers();
  return freeze(create(null));
}

/** Begins an item: gives it functions of its own, that end with it. */
export function beginCalls(): Calls {
  const item: Asking = {
    isOver: false,
    made: 0,
    sent: new Map(),
    queue: [],
    diverged: undefined,
  };
  asking = item;
  isLeftOpen = false;
  const calls = create(null);
  for (const name of names) {
    defineProperty(calls, name, {
      value: freeze((...args: unknown[]) => ask(item, { name, args })),
      enumerable: true,
    });
  }
  return freeze(calls);
}

/** Ends an item's calls; returns why it cannot have the outcome that it has. */
export function endCalls(hasResult: boolean): ItemFailure | undefined {
  const item = asking;
  if (item === undefined) return undefined;
  asking = undefined;
  outgoing = [];
  item.isOver = true;
  const open = item.sent.size + item.queue.length;
  isLeftOpen = open > 0;
  if (item.diverged !== undefined) {
    return new ItemFailure("diverged", item.diverged);
  }
  if (open === 0 || !hasResult) return undefined;
  const [first] = [...item.sent.values(), ...item.queue];
  const calls = open === 1 ? "a call was" : `${open} calls were`;
  return new ItemFailure(
    "threw",
    `the job returned while ${calls} open (${first?.call.name}): await it`,
  );
}

/** Whether the last item left calls open: the host should hear soon that it is over. */
export function leftCallsOpen(): boolean {
  return isLeftOpen;
}

function ask(
  item: Asking,
  { name, args }: { name: string; args: unknown[] },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (item.isOver) {
      throw new Fault(`the item is over, and can call ${name} no more`);
    }
    if (item.made >= limits.perItem) {
      throw new RangeError(`an item may make ${limits.perItem} calls`);
    }
    const call = { number: ++item.made, name, args: textOf(name, args) };
    const waiting = { call, resolve, reject };
    if (item.sent.size < limits.inFlight) send(item, waiting);
    else item.queue[item.queue.length] = waiting;
  });
}

function textOf(name: string, args: unknown[]): string {
  let json: string | undefined;
  try {
    json = jsonOf(args, { hasBigInts: true, keepTypes: true });
  } catch (error) {
    throw new TypeError(JsonFault.textOf(error) ?? errorText(error));
  }
  if (json === undefined) throw new TypeError("arguments are JSON");
  if (json.length > limits.length) {
    throw new RangeError(
      `the arguments of ${name} have ${json.length} characters as JSON, ` +
        `and ${limits.length} are allowed`,
    );
  }
  return json;
}

/** Sends a call, together with all others of this turn of microtasks. */
function send(item: Asking, waiting: Waiting): void {
  item.sent.set(waiting.call.number, waiting);
  if (outgoing.length === 0) void Promise.resolve().then(flush);
  outgoing[outgoing.length] = waiting.call;
}

function flush(): void {
  if (outgoing.length === 0) return;
  const message: GuestCalls = {
    type: "calls",
    id: control[Word.Batch] ?? 0,
    item: control[Word.Item] ?? 0,
    calls: outgoing,
  };
  outgoing = [];
  post(message);
}

/** Takes in answers; those to an item that is over are dropped. */
export function takeAnswers({ answers, id, item }: AnswersMessage): void {
  if (id !== control[Word.Batch] || item !== control[Word.Item]) return;
  if (asking === undefined) return;
  for (const answer of answers) settle(asking, answer);
}

function settle(item: Asking, { number, state, text }: CallAnswer): void {
  const waiting = item.sent.get(number);
  if (waiting === undefined) return;
  item.sent.delete(number);
  const next = item.queue.shift();
  if (next !== undefined) send(item, next);
  if (state === "ok") return waiting.resolve(valueOf(text));
  const { name, message } = parse(text) as { name: string; message: string };
  if (state === "diverged") item.diverged ??= message;
  waiting.reject(errorOf(name, message));
}

function valueOf(text: string): unknown {
  if (text === "") return undefined;
  return mayHoldLongNumber(text) ? parseExactLine(text) : parse(text);
}

function errorOf(name: string, message: string): Error {
  const error = new Fault(message);
  defineProperty(error, "name", { value: name, configurable: true });
  return error;
}
