import { type Job, Sandbox, type SandboxOptions } from "../../lib/sandbox.ts";

/** A job that does what its item says; every way to go wrong that costs no memory. */
export const ACTOR = `async ({ does, value }, { index }) => {
  switch (does) {
    case "return": return value;
    case "index": return index;
    case "await": await null; return value;
    case "throw": throw new Error(value);
    case "reject": await null; throw new Error(value);
    case "nothing": return undefined;
    case "unsayable": return [NaN];
    case "loop": for (;;);
    case "await loop": await null; for (;;);
    case "regexp": return /^(a+)+$/.test("a".repeat(40) + "b");
    case "never": await new Promise(() => {});
    case "leave": {
      const spin = async () => { for (;;) await 0; };
      spin();
      return value;
    }
  }
}`;

/** The same without a promise around what it returns. */
export const SYNC_ACTOR = ACTOR.replace("async (", "(")
  .replaceAll(/await null; /g, "")
  .replace("await new Promise", "return new Promise");

/** A sandbox whose workers start quickly, for a process without permissions. */
export function quickSandbox(
  job: string | Job,
  options: SandboxOptions = {},
): Sandbox {
  return new Sandbox(job, { unprivileged: true, workers: 2, ...options });
}
