// Finds the name that a misspelled one is nearest to.
// With JSR: export { levenshteinDistance } from "jsr:@std/text/levenshtein-distance";
// @ts-types="./levenshtein_distance.d.ts"
export { levenshteinDistance } from "npm:deno-std@1.4.0/text/levenshtein_distance.js";
