// Splits the arguments of the command line.
// With JSR: export { parseArgs } from "jsr:@std/cli/parse-args";
// @ts-types="./parse_args.d.ts"
export { parseArgs } from "npm:deno-std@1.4.0/cli/parse_args.js";
