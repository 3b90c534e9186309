import { assertEquals } from "@std/assert";
import { abortable, within } from "../../lib/internal/abortable.ts";
import { rejection } from "../channel/support/filled.ts";
import { spied } from "../channel/support/spied_signal.ts";
import { unhandledWhile } from "../support/unhandled.ts";

Deno.test("abortable() gives what its promise gives, and leaves no listener", async () => {
  const { signal, listeners } = spied(new AbortController());
  assertEquals(await abortable(Promise.resolve(1), signal), 1);
  const failing = abortable(Promise.reject("no"), signal);
  assertEquals(await rejection(failing), "no");
  assertEquals(listeners(), 0);
  assertEquals(await abortable(Promise.resolve(2), undefined), 2);
});

Deno.test("abortable() rejects with the reason, also of a signal aborted before", async () => {
  const never = new Promise<void>(() => {});
  const controller = new AbortController();
  const waiting = abortable(never, controller.signal);
  controller.abort("stop");
  assertEquals(await rejection(waiting), "stop");
  assertEquals(await rejection(abortable(never, controller.signal)), "stop");
});

Deno.test("abortable() drops what its promise rejects with afterwards", async () => {
  const unhandled = await unhandledWhile(async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    const waiting = abortable(promise, AbortSignal.abort("stop"));
    assertEquals(await rejection(waiting), "stop");
    reject(new Error("too late"));
  });
  assertEquals(unhandled, []);
});

Deno.test("within() rejects with what is late once its time is out, and leaves no listener", async () => {
  const { signal, listeners } = spied(new AbortController());
  const never = new Promise<void>(() => {});
  const waiting = within(never, { timeout: 1, signal }, () => "late");
  assertEquals(await rejection(waiting), "late");
  const soon = within(Promise.resolve(1), { timeout: 1, signal }, () => "late");
  assertEquals(await soon, 1);
  // Listeners are taken off together, when the event loop turns.
  await new Promise<void>((resolve) => setImmediate(resolve));
  assertEquals(listeners(), 0);
});
