import { assert } from "@std/assert";
import type { Job } from "../../lib/sandbox/job/job.ts";

// What SES 2.3.0 searches a text for before it evaluates it.
const REFUSED_BY_SES = [
  /(?:<!--|-->)/,
  /(^|[^.]|\.\.\.)\bimport(\s*(?:\(|\/[/*]))/,
  /(^|[^.])\beval(\s*\()/,
];

// deno-lint-ignore no-explicit-any -- whatever the job in the table is
type AnyFunction = (...args: any[]) => any;

/** The function of a job, made as a worker makes it. */
export function evaluate({ factory }: Job): AnyFunction {
  for (const pattern of REFUSED_BY_SES) {
    assert(!pattern.test(factory), `${pattern} in ${factory}`);
  }
  // As in a worker, what is not there reads as undefined.
  const world = new Proxy(globalThis, { has: () => true });
  const inWorld = new Function(
    "with (arguments[0]) return function () { 'use strict'; return eval(arguments[0]) }",
  );
  return inWorld(world)(`(${factory})`)();
}
