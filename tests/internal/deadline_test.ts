import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  badTimeout,
  checkWait,
  refusal,
  watch,
} from "../../lib/internal/deadline.ts";
import { rejection } from "../channel/support/filled.ts";
import { spied } from "../channel/support/spied_signal.ts";

Deno.test("a timeout is a number of ms from 0 on", () => {
  for (const timeout of [0, 0.5, 2 ** 40, Infinity, undefined]) {
    assertEquals(badTimeout({ timeout }), undefined);
    checkWait({ timeout });
  }
  for (const timeout of [-1, NaN, "5", 5n, null] as number[]) {
    assert(badTimeout({ timeout }) instanceof RangeError);
    assertThrows(
      () => checkWait({ timeout }),
      RangeError,
      "Cannot use timeout",
    );
  }
});

Deno.test("refusal() rejects what its options end, and nothing else", async () => {
  assertEquals(refusal(undefined), undefined);
  assertEquals(
    refusal({ timeout: 0, signal: new AbortController().signal }),
    undefined,
  );
  const bad = refusal({ timeout: -1 });
  assert(bad !== undefined && await rejection(bad) instanceof RangeError);
  const reason = { why: "before" };
  const aborted = refusal({ signal: AbortSignal.abort(reason) });
  assert(aborted !== undefined && await rejection(aborted) === reason);
});

Deno.test("watch() watches nothing where there is nothing to watch", () => {
  const target = { interrupt: () => {} };
  assertEquals(watch(target, undefined), undefined);
  assertEquals(watch(target, { timeout: Infinity }), undefined);
});

Deno.test("an abort lets all leave, then makes room, and interrupts last", () => {
  const controller = new AbortController();
  const { signal, listeners } = spied(controller);
  const log: string[] = [];
  const target = (name: string) => ({
    leave: () => log.push(`${name} leaves`) > 0,
    makeRoom: () => log.push(`${name} makes room`),
    interrupt: (by?: AbortSignal) => log.push(`${name} ends ${by === signal}`),
  });
  for (const name of ["a", "b"]) watch(target(name), { signal });
  const stopped = watch(target("c"), { signal });
  assertEquals(listeners(), 1);
  stopped?.stop();
  controller.abort();
  assertEquals(log, [
    "a leaves",
    "b leaves",
    "a makes room",
    "b makes room",
    "a ends true",
    "b ends true",
  ]);
  assertEquals(listeners(), 0);
});
