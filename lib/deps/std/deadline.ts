// Bounds the time of a promise.
// With JSR: export { deadline } from "jsr:@std/async/deadline";
// @ts-types="./deadline.d.ts"
export { deadline } from "npm:deno-std@1.4.0/async/deadline.js";
