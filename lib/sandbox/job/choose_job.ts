import { MOST_PLACES } from "./rewrite/quick_throws.ts";
import { SETUP_KEY } from "../protocol.ts";
import { countedJob, type Job, locateIn, makeJob } from "./job.ts";

/** How an item finds its job. */
export interface ChooseOptions {
  /** Gives the name of an item's job. */
  readonly by: Job;
  /** The jobs, by their names. */
  readonly jobs: ReadonlyMap<string, Job>;
}

/**
 * Makes one job of many: each item is run by the one that `by` names.
 *
 * An item whose name is that of no job fails alone. The jobs share a realm, as those of one
 * owner may; none keeps anything between items, or sees another.
 *
 * @example A plugin for each customer
 * ```ts
 * import { chooseJob, parseJob, Sandbox } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const by = await parseJob("order => order.customer");
 * const jobs = new Map([
 *   ["ada", await parseJob("order => order.price * 0.9")],
 *   ["bob", await parseJob("order => order.price + 1")],
 * ]);
 * await using sandbox = new Sandbox(chooseJob({ by, jobs }));
 * assertEquals(await sandbox.run({ customer: "ada", price: 10 }), 9);
 * ```
 */
export function chooseJob({ by, jobs }: ChooseOptions): Job {
  const parts: { readonly job: Job; readonly begin: number }[] = [];
  const { isCounted } = by;
  // Steps are counted in all of them or in none.
  if ([...jobs.values()].some((job) => job.isCounted !== isCounted)) {
    throw new TypeError(
      "Cannot choose among jobs: parse all of them with `steps`, or none",
    );
  }
  const takesTools = [by, ...jobs.values()].some((job) => job.takesTools);
  let text = takesTools ? WITH_TOOLS : PLAIN;
  const add = (before: string, job: Job) => {
    // Those that take nothing are made as if they did.
    text += takesTools && !job.takesTools ? `${before}()=>` : before;
    parts.push({ job, begin: text.length });
    text += `${job.factory}\n`;
  };
  add("(", by);
  text += ",{__proto__:null";
  // A name in brackets is one like any other, also __proto__.
  for (const [name, job] of jobs) add(`,[${JSON.stringify(name)}]: `, job);
  text += "})";
  return makeJob({
    text,
    form: "expression",
    source: by.source,
    needs: [...jobs.values(), by].flatMap(({ needs }) => needs),
    noResultReason: undefined,
    origin: () => undefined,
    isCounted,
    takesTools,
    count: () => countedChoice({ by, jobs }),
    locate(position) {
      const part = parts.findLast(({ begin }) => begin <= position);
      return part && locateIn(part.job, position - part.begin);
    },
  });
}

async function countedChoice({ by, jobs }: ChooseOptions): Promise<Job> {
  const counted = new Map<string, Job>();
  for (const [name, job] of jobs) counted.set(name, await countedJob(job));
  return chooseJob({ by: await countedJob(by), jobs: counted });
}

/**
 * Runs an item by the job that it names. The texts of the jobs are arguments: they stand
 * where they see none of the names in here, and so none of the other jobs.
 */
const CHOOSE = `
const shown = (name) => typeof name === "string"
  ? JSON.stringify(name.length > 60 ? name.substring(0, 60) + "…" : name)
  : typeof name;
const checked = (made, what) => {
  if (typeof made === "function") return made;
  throw new TypeError(what + (typeof made === "object" && made !== null &&
      "${SETUP_KEY}" in made
    ? " has a setup, and no job that items choose among may have one"
    : " must be a function"));
};
const run = (name, item, context) => {
  if (typeof name !== "string" || !(name in makers)) {
    throw new Error("there is no job named " + shown(name));
  }
  return checked(makers[name](), "the job " + shown(name))(item, context);
};
return () => (item, context) => {
  const name = checked(makeChoice(), "what chooses the job")(item, context);
  const isPromise = typeof name === "object" && name !== null &&
    typeof name.then === "function";
  return isPromise
    ? name.then((name) => run(name, item, context))
    : run(name, item, context);
};`;

const PLAIN = `((makeChoice, makers) => {${CHOOSE}})`;

/** Each part is given what it calls; no two share the places of their errors. */
const WITH_TOOLS = `((choiceOf, makersOf) => (step, raise) => {
let parts = 0;
const raiser = () => {
  const first = ${MOST_PLACES} * parts++;
  return (place, ...made) => raise(first + place, ...made);
};
const makeChoice = choiceOf(step, raiser());
const makers = {__proto__: null};
for (const name in makersOf) makers[name] = makersOf[name](step, raiser());
${CHOOSE}})`;
