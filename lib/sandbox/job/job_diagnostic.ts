import { JobError, type JobErrorKind } from "../../errors.ts";
import { EDITOR_LINE_ENDS, TextLines } from "./text_lines.ts";

/** A fault at one position of a text, before it is known whose text it is. */
export class JobDiagnostic extends Error {
  /** The position of the fault, in UTF-16 units from the start; absent if not known. */
  readonly position: number | undefined;
  /** Whether no other parser may try the text. */
  readonly isFinal: boolean;
  /** The kind of the error that the caller gets. */
  readonly kind: JobErrorKind;

  constructor(
    message: string,
    details: { position?: number; kind?: JobErrorKind; isFinal?: boolean } = {},
  ) {
    super(message);
    this.name = "JobDiagnostic";
    this.position = details.position;
    this.kind = details.kind ?? "syntax";
    this.isFinal = details.isFinal ?? false;
  }

  /** The same fault, at the position that another text has for it, if any. */
  movedBy(
    origin: (position: number) => number | undefined,
  ): JobDiagnostic {
    const position = this.position === undefined
      ? undefined
      : origin(this.position);
    return new JobDiagnostic(this.message, {
      kind: this.kind,
      isFinal: this.isFinal,
      ...(position !== undefined && { position }),
    });
  }
}

/** The fault of a text that no parser here may follow to its end. */
export function tooDeep(): JobDiagnostic {
  return new JobDiagnostic(
    "Cannot parse the job: it nests too deeply; use fewer levels",
    { isFinal: true },
  );
}

/** The fault of a text whose parsing was given too little time. */
export function tooSlow(): JobDiagnostic {
  return new JobDiagnostic(
    "Cannot parse the job: it takes longer than the time it was given",
    { kind: "timeout", isFinal: true },
  );
}

/** The later one of two faults: the parser that got further knew better. */
export function further(
  first: JobDiagnostic,
  second: JobDiagnostic,
): JobDiagnostic {
  return (second.position ?? -1) > (first.position ?? -1) ? second : first;
}

/** Turns a diagnostic into the error for the author of `source`. */
export function jobError(diagnostic: JobDiagnostic, source: string): JobError {
  const { kind, message, position } = diagnostic;
  const place = position === undefined
    ? {}
    : new TextLines(source, EDITOR_LINE_ENDS).locate(position);
  return new JobError(message, { kind, ...place });
}
