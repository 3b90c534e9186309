import { JobError } from "../../errors.ts";
import { composeFactory } from "./compose.ts";
import { JobDiagnostic, jobError } from "./job_diagnostic.ts";
import { type Parsed, parseJavaScript } from "./parser.ts";
import { checkRules, importBefore, importDiagnostic } from "./rules.ts";
import { parseTypeScript } from "./typescript.ts";

/** The longest text of a job, in bytes of UTF-8. */
export const MAX_JOB_BYTES = 1_048_576;

/** A text that was checked and can be evaluated by workers. */
export interface Job {
  /** Whether the text is a function, or a module that exports one. */
  readonly form: "expression" | "module";
  /**
   * One JavaScript expression, a function with no parameters: each call of it
   * evaluates the whole text and returns the job's function, so that nothing
   * is kept from one item to the next.
   */
  readonly factory: string;
  /** The text as it was given. */
  readonly source: string;
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
 * @throws {JobError} If the text does not parse, imports anything, is longer
 * than 1 MB or is clearly no function.
 */
export async function parseJob(source: string): Promise<Job> {
  checkSize(source);
  // Some tools begin a file with a mark that not all parsers take for space.
  const text = source.replace(/^\uFEFF/, " ");
  try {
    checkEmpty(text);
    const { parsed, exact } = await parse(text);
    const factory = placed(exact, () => {
      checkRules(parsed);
      return composeFactory(parsed);
    });
    return { form: parsed.form, factory, source };
  } catch (error) {
    throw error instanceof JobDiagnostic ? jobError(error, source) : error;
  }
}

function checkSize(source: string): void {
  if (new TextEncoder().encode(source).length <= MAX_JOB_BYTES) return;
  throw new JobError("Cannot use the job: its text is longer than 1 MB", {
    kind: "size",
  });
}

function checkEmpty(text: string): void {
  if (/[^\s;]/.test(text)) return;
  throw new JobDiagnostic(
    "Cannot use an empty job: write a function, as in e => e.id",
    { kind: "form" },
  );
}

async function parse(
  text: string,
): Promise<{ parsed: Parsed; exact: boolean }> {
  try {
    return { parsed: parseJavaScript(text), exact: true };
  } catch (error) {
    if (!(error instanceof JobDiagnostic) || error.tooDeep) throw error;
    return await parseTypeScript(text, error).catch((cause) => {
      throw importOr(text, { first: error, last: cause });
    });
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

/** Runs `body`; its mistakes keep their place only if the text did. */
function placed<T>(exact: boolean, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw !exact && error instanceof JobDiagnostic ? error.unplaced() : error;
  }
}
