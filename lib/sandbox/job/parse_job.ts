import { setImmediate } from "node:timers";
import { JobError } from "../../errors.ts";
import { MAX_JOB_BYTES } from "../bounds.ts";
import type { Endowment } from "../protocol.ts";
import { composeFactory } from "./rewrite/compose.ts";
import { type Job, makeJob } from "./job.ts";
import { JobDiagnostic, jobError } from "./job_diagnostic.ts";
import { checkNames, checkNeeds } from "./names/job_names.ts";
import { noResultReason } from "./no_result.ts";
import { checkTime, type Parsed, parseJavaScript } from "./syntax/parser.ts";
import { importBefore, importDiagnostic } from "./rules.ts";
import { survey } from "./survey.ts";

/** How {@linkcode parseJob} checks a text. */
export interface ParseJobOptions {
  /**
   * The longest text, in bytes of UTF-8.
   *
   * @default {4194304}
   */
  readonly maxBytes?: number | undefined;
  /**
   * What the job will be given: a text that certainly needs more is refused here.
   *
   * @default {undefined: the sandbox refuses it}
   */
  readonly endowments?: readonly Endowment[] | undefined;
  /**
   * Longest time for parsing, in milliseconds.
   *
   * @default {Infinity}
   */
  readonly timeout?: number | undefined;
  /**
   * Whether the job is for a sandbox with `steps`, which else parses its text again.
   *
   * @default {false}
   */
  readonly steps?: boolean | undefined;
}

/**
 * Checks the text of a job and prepares it for the workers.
 *
 * Takes JavaScript or TypeScript, an expression or a module with a default
 * export. Resolves with the job; nothing of the text has run then. Takes
 * about a millisecond for a line and two seconds for a megabyte; a mistake
 * loads a second parser, which is ten more.
 *
 * @example Text from a stranger
 * ```ts
 * import { JobError, parseJob } from "@sluice/sluice";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const { form } = await parseJob("(n: number) => n ** 2");
 * assertEquals(form, "expression");
 *
 * const error = await assertRejects(() => parseJob("n => n *"), JobError);
 * assertEquals([error.line, error.column], [1, 9]);
 * ```
 *
 * @param source The text.
 * @param options The longest text, and what the job will be given.
 * @throws {JobError} If the text does not parse, imports anything, is too long, is
 * clearly no function, or uses a name that is not declared.
 */
export async function parseJob(
  source: string,
  options: ParseJobOptions = {},
): Promise<Job> {
  const { maxBytes = MAX_JOB_BYTES, endowments, timeout, steps } = options;
  const until = performance.now() + (timeout ?? Infinity);
  checkSize(source, maxBytes);
  // Some tools begin a file with a mark that not all parsers take for space.
  const text = source.replace(/^\uFEFF/, " ");
  try {
    checkEmpty(text);
    const parsed = await parse(text, until);
    const job = await check(parsed, { source, until, steps });
    if (endowments !== undefined) checkNeeds(job.needs, endowments);
    return job;
  } catch (error) {
    throw error instanceof JobDiagnostic ? jobError(error, source) : error;
  }
}

/** Refuses a job that certainly needs what it is not given. */
export function checkJobNeeds(
  { needs, source }: Job,
  endowments: readonly Endowment[],
): void {
  try {
    checkNeeds(needs, endowments);
  } catch (error) {
    throw error instanceof JobDiagnostic ? jobError(error, source) : error;
  }
}

function checkSize(source: string, maxBytes: number): void {
  if (3 * source.length <= maxBytes) return;
  const size = new TextEncoder().encode(source).length;
  if (size <= maxBytes) return;
  throw new JobError(
    `Cannot use the job: its text has ${size} bytes, and ${maxBytes} are ` +
      "allowed; see --max-job-size",
    { kind: "size" },
  );
}

function checkEmpty(text: string): void {
  if (/[^\s;]/.test(text)) return;
  throw new JobDiagnostic(
    "Cannot use an empty job: write a function, as in e => e.id",
    { kind: "form" },
  );
}

async function parse(text: string, until: number): Promise<Parsed> {
  try {
    return parseJavaScript(text, { until });
  } catch (error) {
    if (!(error instanceof JobDiagnostic) || error.isFinal) throw error;
    const { parseTypeScript } = await import("./syntax/typescript.ts");
    return await parseTypeScript(text, { first: error, until }).catch(
      (cause) => {
        throw importOr(text, { first: error, last: cause });
      },
    );
  }
}

function importOr(
  text: string,
  { first, last }: { first: JobDiagnostic; last: unknown },
): unknown {
  if (!(last instanceof JobDiagnostic)) return last;
  const at = importBefore(text, last.position ?? first.position ?? 0);
  return at === -1 ? last : importDiagnostic(at);
}

/** Checks what parsed, and makes the job of it; what it throws is about its own text. */
async function check(
  parsed: Parsed,
  { source, until, steps = false }: {
    source: string;
    until: number;
    steps?: boolean | undefined;
  },
): Promise<Job> {
  const origin = parsed.origin ?? ((position: number) => position);
  try {
    await pause(source, until);
    const found = survey(parsed);
    await pause(source, until);
    const { needs, ...names } = await checkNames(parsed);
    await pause(source, until);
    const composed = composeFactory(parsed, {
      ...{ ...found, ...names },
      isCounted: steps,
    });
    const own = needs.map(({ position = 0, ...need }) => (
      { ...need, position: origin(position) }
    ));
    return makeJob({
      form: parsed.form,
      source,
      text: composed.text,
      needs: own,
      isCounted: steps,
      takesTools: composed.takesTools,
      quick: composed.quick,
      count: () => parseJob(source, { maxBytes: Infinity, steps: true }),
      noResultReason: noResultReason(parsed),
      origin: (position) => {
        const from = composed.origin(position);
        return from === undefined ? from : origin(from);
      },
    });
  } catch (error) {
    throw error instanceof JobDiagnostic ? error.movedBy(origin) : error;
  }
}

/** A text that is longer is checked in turns of the event loop, in UTF-16 units. */
const LONG_TEXT = 2 ** 16;

/** Lets others run between two steps over a long text; throws when it is too late. */
async function pause(source: string, until: number): Promise<void> {
  checkTime(until);
  if (source.length > LONG_TEXT) await new Promise<void>(setImmediate);
}
