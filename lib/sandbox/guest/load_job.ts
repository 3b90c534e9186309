import { type LoadMessage, SETUP_KEY } from "../protocol.ts";
import {
  type Context,
  contextMaker,
  type SetupFunction,
} from "./context/context.ts";
import { isObject } from "./realm/lengths.ts";
import { expectLeftovers, leavesWork } from "./realm/leftovers.ts";
import { named } from "./batch/places.ts";
import { raise } from "./batch/raise.ts";
import { read } from "./batch/quick_reads.ts";
import { noteJobText } from "./json/result_json.ts";
import { given, performanceNow } from "./prelude.ts";
import { beginSteps, freeStep, step } from "./realm/steps.ts";

/** A function to run on one item; its own first call made it from the factory. */
export type Job = (item: unknown, context: Context) => unknown;

/** Makes a job function that has never seen an item. */
export type JobFactory = () => Job;

/** A job that was loaded. */
export interface LoadedJob {
  readonly factory: JobFactory;
  /** Makes the factory of its second text, if it has one that may run here. */
  readonly openQuick?: (() => JobFactory) | undefined;
  /** Makes what an item gets beside itself. */
  readonly makeContext: (index: number) => Context;
}

/**
 * Evaluates the job's text once. Every item then gets a function of its own, unless
 * items may know of each other.
 */
export function loadJob(
  evaluate: (text: string) => unknown,
  { load: text, takesTools, quick, context }: LoadMessage,
): LoadedJob {
  expectLeftovers(text);
  noteJobText(text);
  const factory = factoryOf(evaluate(named(text)), takesTools);
  beginSteps();
  const made = partsOf(factory());
  const { job, [SETUP_KEY]: setup } = made;
  if (typeof job !== "function") {
    throw new TypeError(
      `the job is ${describe(job)}, and must be a function`,
    );
  }
  if (setup !== undefined && typeof setup !== "function") {
    throw new TypeError(
      `setup is ${describe(setup)}, and must be a function`,
    );
  }
  const makeContext = contextMaker(context, setup as SetupFunction | undefined);
  if (given.realm.isolate !== "item") {
    return { factory: () => job as Job, makeContext };
  }
  const makeJob = setup === undefined
    ? factory as JobFactory
    : () => partsOf(factory()).job as Job;
  const openQuick = quick === undefined || setup !== undefined ||
      !mayRunAgain(context)
    ? undefined
    // Without the name of the job's text: no place in it is told.
    : () => timed(factoryOf(evaluate(quick), true) as JobFactory);
  return { factory: timed(makeJob), makeContext, openQuick };
}

/** Whether an item that runs twice is given the same, and does nothing twice. */
function mayRunAgain({ calls }: LoadMessage["context"]): boolean {
  const { trace, steps, endowments } = given.realm;
  return !leavesWork() && !trace && steps === undefined &&
    endowments.length === 0 && calls.length === 0;
}

/** The factory that a text gives, or that it makes when it is given what it calls. */
function factoryOf(made: unknown, takesTools: boolean): () => unknown {
  if (!takesTools) return made as () => unknown;
  const make = made as (
    step: () => void,
    raised: typeof raise,
    asked: typeof read,
  ) => () => unknown;
  return make(given.realm.steps === undefined ? freeStep : step, raise, read);
}

/** One evaluation of the module in this many is timed. */
const SAMPLE = 64;

let evaluations = 0;
let moduleMs = 0;

function timed(factory: JobFactory): JobFactory {
  return () => {
    if (evaluations++ % SAMPLE !== 0) return factory();
    const start = performanceNow();
    const job = factory();
    moduleMs += SAMPLE * (performanceNow() - start);
    return job;
  };
}

/** About how long the module was evaluated since this was last asked, in milliseconds. */
export function takeModuleMs(): number {
  const ms = moduleMs;
  moduleMs = 0;
  return ms;
}

/** What a factory gives: a job, or a module's job and its setup. */
interface Parts {
  readonly job: unknown;
  readonly [SETUP_KEY]?: unknown;
}

function partsOf(made: unknown): Parts {
  const hasSetup = isObject(made) && typeof made !== "function" &&
    hasOwn(made, SETUP_KEY);
  return hasSetup ? made as unknown as Parts : { job: made };
}

const { hasOwn } = Object;

function describe(value: unknown): string {
  if (value === null) return "null";
  return value === undefined ? "undefined" : `of type ${typeof value}`;
}
