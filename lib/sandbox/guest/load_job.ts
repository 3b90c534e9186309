import type { LoadMessage } from "../protocol.ts";
import { type Context, contextMaker } from "./context/context.ts";
import { expectLeftovers } from "./realm/leftovers.ts";
import { named } from "./batch/places.ts";
import { noteJobText } from "./json/result_json.ts";
import { given } from "./prelude.ts";

/** A function to run on one item; its own first call made it from the factory. */
export type Job = (item: unknown, context: Context) => unknown;

/** Makes a job function that has never seen an item. */
export type JobFactory = () => Job;

/** A job that was loaded. */
export interface LoadedJob {
  readonly factory: JobFactory;
  /** Makes what an item gets beside itself. */
  readonly makeContext: (index: number) => Context;
}

/**
 * Evaluates the job's text once. Every item then gets a function of its own, unless
 * items may know of each other.
 */
export function loadJob(
  evaluate: (text: string) => unknown,
  { load: text, context }: LoadMessage,
): LoadedJob {
  expectLeftovers(text);
  noteJobText(text);
  const factory = evaluate(named(text)) as JobFactory;
  const job: unknown = factory();
  if (typeof job !== "function") {
    throw new TypeError(
      `the job is ${describe(job)}, and must be a function`,
    );
  }
  const isKept = given.realm.isolate !== "item";
  return {
    factory: isKept ? () => job as Job : factory,
    makeContext: contextMaker(context),
  };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  return value === undefined ? "undefined" : `of type ${typeof value}`;
}
