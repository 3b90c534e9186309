import type { FlagName, FlagValues } from "../flags/flags.ts";
import { UsageError } from "./usage_error.ts";

/** How bytes become items, and which of them are run. */
export interface InputSettings {
  /** How the bytes are compressed; undefined is not at all. */
  readonly decompress: FlagValues["decompress"];
  /** How text is encoded; undefined is as UTF-8. */
  readonly encoding: string | undefined;
  /** How many items at the beginning are left out. */
  readonly skip: number;
  /** Most items that are run; undefined is all. */
  readonly limit: number | undefined;
  /** What integers beyond 2^53 are to the job. */
  readonly numbers: FlagValues["numbers"];
}

/**
 * Makes the settings of the input of flag values.
 *
 * @throws {UsageError} If a flag would mean nothing.
 */
export function inputSettings(
  values: FlagValues,
  given: ReadonlySet<FlagName>,
): InputSettings {
  for (const name of ["decompress", "encoding"] as const) {
    if (values.range !== undefined && given.has(name)) {
      throw new UsageError(
        `Cannot use --${name} with --range: a range reads no bytes`,
      );
    }
  }
  const { decompress, encoding, skip, limit, numbers } = values;
  return {
    ...{ decompress, skip, limit, numbers },
    encoding: encoding === "utf-8" ? undefined : encoding,
  };
}
