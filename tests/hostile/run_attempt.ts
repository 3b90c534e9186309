import { ItemError, JobError, Sandbox, SandboxError } from "../../lib/mod.ts";
import { type Attempt, PLAIN } from "./attempt.ts";

/** How to start the workers that attempts run in. */
export interface RunnerOptions {
  /** Whether the process holds no permission. */
  readonly unprivileged: boolean;
}

/**
 * Runs an attempt, mostly twice, and then a plain item in the same sandbox; returns what went
 * otherwise than it should.
 */
export async function runAttempt(
  attempt: Attempt,
  { unprivileged }: RunnerOptions,
): Promise<string[]> {
  const { name, job, options, expected, times, answersPlain } = attempt;
  await using sandbox = new Sandbox(job, { ...options, unprivileged });
  const complaints: string[] = [];
  const expectOne = (outcome: string, wanted: readonly string[]) => {
    if (wanted.some((expectation) => isMet(expectation, outcome))) return;
    complaints.push(`${name}: ${outcome} instead of ${wanted.join(" or ")}`);
  };
  for (let item = 0; item < times; item++) {
    expectOne(await outcomeOf(sandbox, item), expected);
  }
  if (answersPlain) {
    expectOne(await outcomeOf(sandbox, PLAIN), [`value "${PLAIN}"`]);
  }
  return complaints;
}

// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f]/g;

function escapeCharacter(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(4, "0");
  return `\\u${hex}`;
}

function isMet(expectation: string, outcome: string): boolean {
  return expectation.endsWith("…")
    ? outcome.startsWith(expectation.slice(0, -1))
    : expectation === outcome || outcome.startsWith(`${expectation}: `);
}

/** What came of an item, as the first line of a file says it. */
async function outcomeOf(sandbox: Sandbox, item: unknown): Promise<string> {
  try {
    const value = await sandbox.run(item, plainPatience(item));
    return value === undefined ? "nothing" : `value ${JSON.stringify(value)}`;
  } catch (error) {
    if (error instanceof JobError) return `refused ${error.kind}`;
    if (error instanceof SandboxError) return `${error.kind}: ${error.message}`;
    if (!(error instanceof ItemError)) throw error;
    const { kind, message } = error;
    const shown = message.replace(CONTROL_REGEXP, escapeCharacter);
    return kind === "threw" ? `threw ${shown}` : `${kind}: ${shown}`;
  }
}

// An honest item is not to blame for a machine that is busy with others.
function plainPatience(item: unknown): { timeout?: number } {
  return item === PLAIN ? { timeout: 20_000 } : {};
}
