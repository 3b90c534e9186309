// Makes objects of the fields of rows.

import { parse, stringify } from "../prelude.ts";

type Fields = Record<string, unknown>;

/** Makes an object with a value for each column. */
export type ObjectMaker = (values: readonly unknown[]) => Fields;

let lastColumns: readonly string[] = [];
let lastMaker: ObjectMaker | undefined;

/** The maker of objects with these columns; that of the last batch if they are the same. */
export function objectMaker(columns: readonly string[]): ObjectMaker {
  if (lastMaker === undefined || !areSame(columns, lastColumns)) {
    lastMaker = newMaker(columns);
    lastColumns = columns;
  }
  return lastMaker;
}

/** Whether two lists have the same names in the same order. */
export function areSame(
  names: readonly string[],
  others: readonly string[],
): boolean {
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at++) {
    if (names[at] !== others[at]) return false;
  }
  return true;
}

/**
 * Copies an object that has all columns already: then each is a property of its own, also
 * `__proto__`, and V8 needs to find no new shape.
 */
function newMaker(columns: readonly string[]): ObjectMaker {
  let json = "";
  for (let at = 0; at < columns.length; at++) {
    json += `${at === 0 ? "{" : ","}${stringify(columns[at])}:""`;
  }
  const empty: Fields = parse(`${json}}`);
  const size = columns.length;
  const [c0 = "", c1 = "", c2 = "", c3 = ""] = columns;
  const [, , , , c4 = "", c5 = "", c6 = "", c7 = ""] = columns;
  return (values) => {
    const made = { ...empty };
    // One place in the code for each of the first columns: V8 then knows its name there.
    made[c0] = values[0];
    if (size === 1) return made;
    made[c1] = values[1];
    if (size === 2) return made;
    made[c2] = values[2];
    if (size === 3) return made;
    made[c3] = values[3];
    if (size === 4) return made;
    made[c4] = values[4];
    if (size === 5) return made;
    made[c5] = values[5];
    if (size === 6) return made;
    made[c6] = values[6];
    if (size === 7) return made;
    made[c7] = values[7];
    for (let at = 8; at < size; at++) made[columns[at] as string] = values[at];
    return made;
  };
}

/** Makes the function that reads these properties; what it gives is valid until the next call. */
export function propertyReader(
  names: readonly string[],
): (record: Readonly<Fields>) => readonly unknown[] {
  const size = names.length;
  const [n0 = "", n1 = "", n2 = "", n3 = ""] = names;
  const [, , , , n4 = "", n5 = "", n6 = "", n7 = ""] = names;
  const values: unknown[] = [];
  return (record) => {
    // As above.
    values[0] = record[n0];
    if (size === 1) return values;
    values[1] = record[n1];
    if (size === 2) return values;
    values[2] = record[n2];
    if (size === 3) return values;
    values[3] = record[n3];
    if (size === 4) return values;
    values[4] = record[n4];
    if (size === 5) return values;
    values[5] = record[n5];
    if (size === 6) return values;
    values[6] = record[n6];
    if (size === 7) return values;
    values[7] = record[n7];
    for (let at = 8; at < size; at++) values[at] = record[names[at] as string];
    return values;
  };
}
