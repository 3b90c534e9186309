import type { JobSource } from "../../args/job_source.ts";
import { UnreadableFileError } from "../../stream_error.ts";
import type { Terminal } from "../../terminal.ts";

/** The text of a job, or the texts of many. */
export type JobTexts = string | ManyTexts;

/** The texts of many jobs, by their names, and what names that of an item. */
export interface ManyTexts {
  readonly by: string;
  readonly texts: ReadonlyMap<string, string>;
}

const JOB_FILE_REGEXP = /\.(?:ts|js|mts|mjs)$/;

/**
 * Reads the text of a job, or of all jobs of a folder.
 *
 * @throws {UnreadableFileError} If one of them cannot be read.
 */
export async function readJob(
  source: JobSource,
  terminal: Terminal,
): Promise<JobTexts> {
  if ("text" in source) return source.text;
  if ("file" in source) return await terminal.readFile(source.file);
  const { folder, by } = source;
  const names = await terminal.readFolder(folder);
  const texts = new Map<string, string>();
  for (const file of names.filter((name) => JOB_FILE_REGEXP.test(name))) {
    const name = file.replace(JOB_FILE_REGEXP, "");
    if (texts.has(name)) {
      const why = `it has two jobs named ${name}`;
      throw new UnreadableFileError(folder, why, false);
    }
    texts.set(name, await terminal.readFile(`${folder}/${file}`));
  }
  if (texts.size > 0) return { by, texts };
  throw new UnreadableFileError(folder, "it has no .js or .ts file", false);
}
