// Waits for some time, or for a signal.
// With JSR: export { delay } from "jsr:@std/async/delay";
// @ts-types="./delay.d.ts"
export { delay } from "npm:deno-std@1.4.0/async/delay.js";
