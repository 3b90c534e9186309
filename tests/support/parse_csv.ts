// Reads the fields of CSV.
// With JSR: export { parse } from "jsr:@std/csv/parse";
// @ts-types="./parse_csv.d.ts"
export { parse } from "npm:deno-std@1.4.0/csv/parse.js";
