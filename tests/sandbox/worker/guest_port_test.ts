import { assert, assertEquals } from "@std/assert";
import { resolveLimits } from "../../../lib/sandbox/limits.ts";
import type { Endowment, LoadMessage } from "../../../lib/sandbox/protocol.ts";
import { GuestThread } from "../../../lib/sandbox/worker/guest_port.ts";
import type {
  Death,
  ThreadSetup,
  ThreadStarter,
} from "../../../lib/sandbox/worker/threads/starter.ts";

const JOB = { load: "text" } as LoadMessage;

/** A guest thread whose other end is in the hands of the test. */
function stage(endowments: Endowment[] = []) {
  const seen = { isTerminated: false, keys: [] as string[][] };
  const two = Promise.withResolvers<void>();
  let die: (death: Death) => void = () => {};
  const starter: ThreadStarter = {
    start({ port }: ThreadSetup, onDeath) {
      die = onDeath;
      port.onmessage = ({ data }) => {
        seen.keys.push(Object.keys(data).sort());
        if (seen.keys.length === 2) two.resolve();
      };
      return {
        terminate() {
          port.close();
          seen.isTerminated = true;
        },
        cpuTime: () => Promise.resolve(5),
      };
    },
    close() {},
  };
  const { realm, resultLimit } = resolveLimits({ endowments });
  const thread = new GuestThread(starter, { realm, resultLimit });
  return { thread, seen, two: two.promise, die: (death: Death) => die(death) };
}

Deno.test("A guest is told what it is made of before it is given its job", async () => {
  const { thread, seen, two } = stage();
  thread.load(JOB);
  await two;
  assertEquals(seen.keys, [
    ["guest", "realm", "resultLimit"],
    ["load"],
  ]);
  thread.terminate();
  assert(seen.isTerminated);
});

Deno.test("Hashes that are loaded later still come before the job", async () => {
  const { thread, seen, two } = stage(["digest"]);
  thread.load(JOB);
  await two;
  assertEquals(seen.keys[0], ["digest", "guest", "realm", "resultLimit"]);
  thread.terminate();
});

Deno.test("A death is told to who listens, also to who listens after it", () => {
  const death: Death = { kind: "crash", message: "why" };
  const heard: Death[] = [];
  for (const isEarly of [true, false]) {
    const { thread, die } = stage();
    if (isEarly) thread.onDeath((death) => heard.push(death));
    die(death);
    if (!isEarly) thread.onDeath((death) => heard.push(death));
    thread.terminate();
  }
  assertEquals(heard, [death, death]);
});
