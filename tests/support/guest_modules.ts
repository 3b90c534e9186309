/**
 * Modules of a guest, loaded here: they ask for what a guest is given when they load.
 *
 * @module
 */

Object.assign(globalThis, {
  setup: { realm: { numbers: "exact", endowments: [] } },
});

const json = "../../lib/sandbox/guest/json";

export const { Found, mayHoldLongNumber, MOST_SCANNED, scanLines }:
  typeof import("../../lib/sandbox/guest/json/scan.ts") = await import(
    `${json}/scan.ts`
  );
export const { parseTogether }:
  typeof import("../../lib/sandbox/guest/json/parse_together.ts") =
    await import(`${json}/parse_together.ts`);
export const { jsonItems }:
  typeof import("../../lib/sandbox/guest/json/json_items.ts") = await import(
    `${json}/json_items.ts`
  );
export const { BLANK, parseExactLine, readLine }:
  typeof import("../../lib/sandbox/guest/json/parse_line.ts") = await import(
    `${json}/parse_line.ts`
  );

const table = "../../lib/sandbox/guest/table";

export const { RowItems }:
  typeof import("../../lib/sandbox/guest/table/row_items.ts") = await import(
    `${table}/row_items.ts`
  );
export const { RowWriter }:
  typeof import("../../lib/sandbox/guest/table/row_writer.ts") = await import(
    `${table}/row_writer.ts`
  );
export const { textOf }:
  typeof import("../../lib/sandbox/guest/batch/text_of.ts") = await import(
    "../../lib/sandbox/guest/batch/text_of.ts"
  );
export const { raise }:
  typeof import("../../lib/sandbox/guest/batch/raise.ts") = await import(
    "../../lib/sandbox/guest/batch/raise.ts"
  );
export const { Raised }:
  typeof import("../../lib/sandbox/guest/batch/raised.ts") = await import(
    "../../lib/sandbox/guest/batch/raised.ts"
  );
export const { expectLeftovers }:
  typeof import("../../lib/sandbox/guest/realm/leftovers.ts") = await import(
    "../../lib/sandbox/guest/realm/leftovers.ts"
  );

const endow = "../../lib/sandbox/guest/endow";

export const { endowUrl }:
  typeof import("../../lib/sandbox/guest/endow/url.ts") = await import(
    `${endow}/url.ts`
  );
export const { endowRandom }:
  typeof import("../../lib/sandbox/guest/endow/random.ts") = await import(
    `${endow}/random.ts`
  );
export const { LONGEST_NUMBER, putNumber }:
  typeof import("../../lib/sandbox/guest/table/number_bytes.ts") = await import(
    `${table}/number_bytes.ts`
  );
