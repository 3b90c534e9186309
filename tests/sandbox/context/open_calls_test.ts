import { assert, assertEquals, assertThrows } from "@std/assert";
import { SandboxError } from "../../../lib/errors.ts";
import { openCalls } from "../../../lib/sandbox/context/open_calls.ts";
import { resolveContext } from "../../../lib/sandbox/context/resolve_context.ts";

const NONE = { record: undefined, replay: undefined };

Deno.test("A job that may call nothing has no calls", async () => {
  assertEquals(await openCalls(resolveContext({}), NONE), undefined);
});

Deno.test("What a call starts is told from what others start, also later", async () => {
  const later = Promise.withResolvers<void>();
  let seen: unknown;
  const context = resolveContext({
    calls: {
      async again() {
        await later.promise;
        try {
          calls?.refuseReentry();
        } catch (error) {
          seen = error;
        }
        return 1;
      },
    },
  });
  const calls = await openCalls(context, NONE);
  const { signal } = new AbortController();
  const call = { number: 1, index: 0, name: "again", args: "[]", signal };
  const answer = calls?.host.answer(call);
  calls?.refuseReentry();
  later.resolve();
  assertEquals((await answer)?.text, "1");
  assert(seen instanceof SandboxError && seen.kind === "reentrant");
  calls?.refuseReentry();
  assertThrows(
    () => {
      throw seen;
    },
    SandboxError,
    "a sandbox of its own",
  );
});
