/** Every status the program can exit with; part of the public interface. */
export const ExitCode = {
  /** Every item was done, or the reader of stdout closed it. */
  Done: 0,
  /** Some items failed; each has its line on stderr. */
  ItemsFailed: 1,
  /** The command line made no sense; nothing was run. */
  Usage: 2,
  /** The job does not load; no item was run. */
  JobNotLoaded: 3,
  /** The broker, or a queue on it, cannot be used. */
  Broker: 4,
  /** The input cannot be read, or the output cannot be written. */
  Stream: 5,
  /** The process took more memory than its workers may; what came before was written. */
  Memory: 6,
  /** The run took longer than `--deadline`; 124 as with `timeout(1)`. */
  Deadline: 124,
  /** Ended by Ctrl-C (128 + SIGINT). */
  Interrupted: 130,
  /** Ended by SIGTERM (128 + SIGTERM). */
  Terminated: 143,
} as const;

/** One of the statuses the program can exit with. */
export type ExitCode = typeof ExitCode[keyof typeof ExitCode];

/** What each status says to the one who ran the program, for the help. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [ExitCode.Done]: "done",
  [ExitCode.ItemsFailed]: "some items failed",
  [ExitCode.Usage]: "the command line makes no sense",
  [ExitCode.JobNotLoaded]: "the job does not load",
  [ExitCode.Broker]: "the broker cannot be used",
  [ExitCode.Stream]: "the input cannot be read, or the output not written",
  [ExitCode.Memory]: "the process took too much memory",
  [ExitCode.Deadline]: "the deadline passed",
  [ExitCode.Interrupted]: "interrupted (Ctrl-C)",
  [ExitCode.Terminated]: "terminated",
};
