import { exactNumber, mayHoldLongNumber } from "./exact_numbers.ts";

const parseWithSource = JSON.parse as (
  text: string,
  reviver: (
    key: string,
    value: unknown,
    context: { readonly source?: string },
  ) => unknown,
) => unknown;

/** Makes the function that turns each of the JSON texts within `text` into a value. */
export function parserFor(text: string): (json: string) => unknown {
  return mayHoldLongNumber(text) ? parseExact : parsePlain;
}

/** The value of a JSON text of our own; integers keep their digits; undefined for "". */
export function exactValue(json: string): unknown {
  return parserFor(json)(json);
}

function parsePlain(json: string): unknown {
  return json === "" ? undefined : JSON.parse(json);
}

function parseExact(json: string): unknown {
  if (json === "") return undefined;
  return parseWithSource(
    json,
    (_, value, { source }) =>
      typeof value === "number" && source !== undefined
        ? exactNumber(value, source, "exact")
        : value,
  );
}
