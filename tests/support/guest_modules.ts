/**
 * Modules of a guest, loaded here: they ask for what a guest is given when they load.
 *
 * @module
 */

Object.assign(globalThis, {
  setup: { realm: { numbers: "exact", endowments: [] } },
});

const batch = "../../lib/sandbox/guest/batch";

export const { Found, mayHoldLongNumber, MOST_SCANNED, scanLines }:
  typeof import("../../lib/sandbox/guest/batch/scan.ts") = await import(
    `${batch}/scan.ts`
  );
export const { parseTogether }:
  typeof import("../../lib/sandbox/guest/batch/parse_together.ts") =
    await import(`${batch}/parse_together.ts`);
export const { jsonItems }:
  typeof import("../../lib/sandbox/guest/batch/json_items.ts") = await import(
    `${batch}/json_items.ts`
  );
export const { BLANK, parseExactLine, parseLine }:
  typeof import("../../lib/sandbox/guest/batch/parse_line.ts") = await import(
    `${batch}/parse_line.ts`
  );
