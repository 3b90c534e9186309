// One attempt of the corpus: the text of its file, and what its first line says of it.

import { ENDOWMENTS } from "../../lib/sandbox/protocol.ts";
import type { Endowment, Job, SandboxOptions } from "../../lib/mod.ts";
import { uncheckedJob } from "../support/unchecked_job.ts";

/** An attempt, ready to run. */
export interface Attempt {
  readonly name: string;
  readonly category: string;
  /** What must come of it: one of these, or what begins like one that ends in `…`. */
  readonly expected: readonly string[];
  /** What a sandbox of its own is made of. */
  readonly job: string | Job;
  readonly options: SandboxOptions;
  /** Longest time for each item, in milliseconds. */
  readonly timeout: number;
  /** The text as one expression, if it can stand beside others in one job. */
  readonly expression: string | undefined;
  /** Whether it ends its worker, or may. */
  readonly isEnded: boolean;
  /** How often it is made: twice, unless that would only take longer. */
  readonly times: number;
  /** Whether the same sandbox can answer a plain item, too. */
  readonly answersPlain: boolean;
}

const HEADER_REGEXP = /^\/\/ (\w+)(?: \(([^)]*)\))?: (.*)\n/;

/** An item that every job of the corpus returns. */
export const PLAIN = "plain";

const PATIENT_MS = 20_000;
const KILL_MS = 50;

/** Flags of attempts whose text is a job by itself. */
const ALONE = new Set(["module", "verbatim", "raw", "alone"]);

/** Reads the text of a file of the corpus. */
export function readAttempt(name: string, text: string): Attempt {
  const found = HEADER_REGEXP.exec(text);
  if (found === null) throw new Error(`${name} has no first line of its own`);
  const [header, category = "", flagList = "", expected = ""] = found;
  const flags = new Set(flagList.split(" "));
  const code = text.slice(header.length).replace(/^\/\/.*\n/, "");
  const outcomes = outcomesOf(expected);
  const options = optionsOf(flags, outcomes);
  const isEnded = outcomes.some(isEnd);
  const isAlone = !flags.isDisjointFrom(ALONE) ||
    outcomes.some((outcome) => /^(refused|load)/.test(outcome));
  return {
    name,
    category,
    expected: outcomes,
    job: jobOf(code, flags),
    options,
    timeout: options.timeout ?? PATIENT_MS,
    expression: isAlone ? undefined : code,
    isEnded,
    times: flags.has("once") || isEnded ? 1 : 2,
    answersPlain: !flags.has("verbatim") &&
      !outcomes.some((outcome) => /^(refused|load)/.test(outcome)),
  };
}

function isEnd(outcome: string): boolean {
  return ["timeout", "memory", "crash"].includes(outcome);
}

const OUTCOME_REGEXP = /^\w[\w-]*(\|[\w-]+)*$/;

/** `a|b` is either; a message may hold the character as well. */
function outcomesOf(expected: string): string[] {
  const [kind = "", ...rest] = expected.split(" ");
  if (kind === "value" && !expected.endsWith("…")) {
    return [`value ${JSON.stringify(JSON.parse(rest.join(" ")))}`];
  }
  if (rest.length === 0 || !OUTCOME_REGEXP.test(kind)) {
    return expected.split("|");
  }
  if (kind === "refused") {
    return rest.join(" ").split("|").map((why) => `refused ${why}`);
  }
  return kind.includes("|") ? expected.split("|") : [expected];
}

function jobOf(code: string, flags: ReadonlySet<string>): string | Job {
  if (flags.has("module") || flags.has("verbatim")) return code;
  if (!flags.has("raw")) {
    return `const attempt = () => (${code}\n);
export default (item) => item === "${PLAIN}" ? item : attempt()(item);`;
  }
  return uncheckedJob(
    `(item) => item === "${PLAIN}" ? item : (${code}\n)(item)`,
  );
}

function optionsOf(
  flags: ReadonlySet<string>,
  outcomes: readonly string[],
): SandboxOptions {
  const settings = new Map(
    [...flags].map((flag) => flag.split("=") as [string, string]),
  );
  const given = settings.get("with")?.split(",") ?? [];
  const patience = outcomes.includes("timeout") ? KILL_MS : PATIENT_MS;
  return {
    workers: 1,
    timeout: Number(settings.get("timeout") ?? patience),
    endowments: ENDOWMENTS.filter((name: Endowment) => given.includes(name)),
    seed: Number(settings.get("seed") ?? 0),
    onLog: () => {},
  };
}
