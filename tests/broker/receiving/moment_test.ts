import { assert, assertEquals } from "@std/assert";
import { msSince, now } from "../../../lib/broker/receiving/moment.ts";

Deno.test("What is long ago on either clock is long ago", () => {
  const { steady, wall } = now();
  assert(msSince({ steady: steady - 5_000, wall }) >= 5_000);
  assert(msSince({ steady, wall: wall - 7_000 }) >= 7_000);
});

Deno.test("A clock that was set back makes nothing younger than it is", () => {
  const { steady, wall } = now();
  const since = msSince({ steady: steady - 100, wall: wall + 3_600_000 });
  assert(since >= 100 && since < 60_000);
  assertEquals(msSince(now()) < 60_000, true);
});
