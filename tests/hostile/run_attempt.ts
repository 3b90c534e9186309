import { ItemError, JobError, Sandbox, SandboxError } from "../../lib/mod.ts";
import { type Attempt, PLAIN } from "./attempt.ts";

/** How to start the workers that attempts run in. */
export interface RunnerOptions {
  /** Whether the process holds no permission. */
  readonly unprivileged: boolean;
}

/**
 * Runs attempts one after another, each mostly twice and with a plain item after it;
 * returns what went otherwise than it should. Those that were given the same things
 * share a sandbox: what one leaves behind is there when the next one looks.
 */
export async function runAttempts(
  attempts: readonly Attempt[],
  how: RunnerOptions,
): Promise<string[]> {
  const complaints: string[] = [];
  for (const group of groupsOf(attempts)) {
    const { options, job } = group[0] as Attempt;
    const text = group.length === 1 ? job : jobOfAll(group);
    await using sandbox = new Sandbox(text, { ...options, ...how });
    for (const [number, attempt] of group.entries()) {
      const wrap = group.length === 1
        ? (item: unknown) => item
        : (item: unknown) => ({ attempt: number, item });
      complaints.push(...await runAttempt(attempt, sandbox, wrap));
    }
  }
  return complaints;
}

/** What an attempt is given: those that are given the same can share a sandbox. */
export function givenTo({ options: { endowments, seed } }: Attempt): string {
  return JSON.stringify([endowments, seed]);
}

/** The attempts that can share a sandbox, and each of the others by itself. */
function groupsOf(attempts: readonly Attempt[]): Attempt[][] {
  const shared = attempts.filter(({ expression }) => expression !== undefined);
  const alone = attempts.filter(({ expression }) => expression === undefined);
  const groups = Map.groupBy(shared, givenTo).values();
  return [...groups, ...alone.map((attempt) => [attempt])];
}

/** A job that makes the attempt which its item names. */
function jobOfAll(attempts: readonly Attempt[]): string {
  const table = attempts.map(({ expression }) => `() => (${expression}\n)`);
  return `const attempts = [
${table.join(",\n")}
];
export default ({ attempt, item }) =>
  item === "${PLAIN}" ? item : attempts[attempt]()(item);`;
}

async function runAttempt(
  { name, expected, timeout, times, answersPlain }: Attempt,
  sandbox: Sandbox,
  wrap: (item: unknown) => unknown,
): Promise<string[]> {
  const complaints: string[] = [];
  const expectOne = (outcome: string, wanted: readonly string[]) => {
    if (wanted.some((expectation) => isMet(expectation, outcome))) return;
    complaints.push(`${name}: ${outcome} instead of ${wanted.join(" or ")}`);
  };
  for (let item = 0; item < times; item++) {
    expectOne(await outcomeOf(sandbox, wrap(item), timeout), expected);
  }
  if (answersPlain) {
    // An honest item is not to blame for a machine that is busy with others.
    const outcome = await outcomeOf(sandbox, wrap(PLAIN), PLAIN_TIMEOUT_MS);
    expectOne(outcome, [`value "${PLAIN}"`]);
  }
  return complaints;
}

const PLAIN_TIMEOUT_MS = 20_000;

// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f]/g;

function escapeCharacter(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(4, "0");
  return `\\u${hex}`;
}

export function isMet(expectation: string, outcome: string): boolean {
  return expectation.endsWith("…")
    ? outcome.startsWith(expectation.slice(0, -1))
    : expectation === outcome || outcome.startsWith(`${expectation}: `);
}

/** What came of an item, as the first line of a file says it. */
export async function outcomeOf(
  sandbox: Sandbox,
  item: unknown,
  timeout: number,
): Promise<string> {
  try {
    const value = await sandbox.run(item, { timeout });
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
