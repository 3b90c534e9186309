import { printable } from "../escape.ts";
import type { FlagValues } from "../flags/flags.ts";
import { refuseExtra, UsageError } from "./usage_error.ts";

/** Where the text of a job is. */
export type JobSource =
  | { readonly text: string }
  | { readonly file: string }
  | JobFolder;

/** A folder with many jobs, and what names that of an item: a field, or a function. */
export interface JobFolder {
  readonly folder: string;
  readonly by: string;
}

/** A job, and the files that hold its items; none is stdin. */
export interface JobAndFiles {
  readonly job: JobSource;
  readonly files: readonly string[];
}

/** What follows a command, and the flag that can stand for the first of it. */
export interface JobWords
  extends Pick<FlagValues, "job">, Partial<Pick<FlagValues, "jobs" | "by">> {
  readonly command: string;
  readonly words: readonly string[];
}

const SCRIPT = /^[^\s()]+\.(ts|mts|js|mjs)$/;
const DATA = /^[^\s()]+\.(ndjson|jsonl|json|csv|tsv|txt|log)(\.gz|\.br)?$/;
const CODE = /=>|^\s*(async|export|function)\b/;

/**
 * Tells where a job is, and the files it is run over: `JOB FILE…`, or after `--job`
 * just `FILE…`.
 *
 * @throws {UsageError} If the job is nowhere, or in two places, or is a file's name.
 */
export function jobAndFiles(input: JobWords): JobAndFiles {
  const { command, words, job } = input;
  const folder = jobFolder(input);
  if (folder !== undefined) return { job: folder, files: words };
  if (job !== undefined) {
    const [text] = words;
    if (text !== undefined && CODE.test(text)) throw twoJobs(text, job);
    return { job: { file: job }, files: words };
  }
  const [text, ...files] = words;
  if (text === undefined) {
    throw new UsageError(
      `Cannot ${command} without a job: give a JOB such as 'e => e.id', ` +
        "or --job FILE",
    );
  }
  refuseFileName(text, command);
  // A shell makes three words of `n => n`, and a file of the last one.
  if (files.includes("=")) {
    refuseExtra("=", `${command} takes one JOB, quote it as one argument`);
  }
  return { job: { text }, files };
}

function jobFolder({ job, jobs, by, words }: JobWords): JobFolder | undefined {
  if (jobs === undefined && by === undefined) return undefined;
  if (jobs === undefined || by === undefined) {
    const missing = jobs === undefined ? "--jobs DIR" : "--by FIELD";
    throw new UsageError(
      `Cannot choose the job of an item: add ${missing}, a folder of jobs and ` +
        "the field that names one",
    );
  }
  const text = words.find((word) => CODE.test(word));
  if (job !== undefined || text !== undefined) {
    throw new UsageError(
      `Cannot use --jobs ${printable(jobs, 60)} with another job: choose one`,
    );
  }
  return { folder: jobs, by };
}

/**
 * Tells where a job is whose items are in no file.
 *
 * @throws {UsageError} If the job is nowhere, or in two places, or is a file's name.
 */
export function jobAlone(input: JobWords): JobSource {
  const { job, files: [extra] } = jobAndFiles(input);
  if (extra !== undefined && "file" in job) throw twoJobs(extra, job.file);
  refuseExtra(
    extra,
    `${input.command} takes one JOB, quote it as one argument`,
  );
  return job;
}

function twoJobs(text: string, file: string): UsageError {
  return new UsageError(
    `Cannot use --job ${printable(file, 60)} with the JOB ` +
      `"${printable(text, 60)}": choose one`,
  );
}

function refuseFileName(text: string, command: string): void {
  const name = printable(text, 60);
  if (SCRIPT.test(text)) {
    throw new UsageError(
      `Cannot use "${name}" as a JOB: it is a file's name, write --job ${name}`,
    );
  }
  if (!DATA.test(text)) return;
  throw new UsageError(
    `Cannot use "${name}" as a JOB: it is a file of items, ` +
      `write ${command} JOB < ${name}`,
  );
}
