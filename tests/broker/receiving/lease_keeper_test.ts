import { assertEquals } from "@std/assert";
import type { BrokerLease } from "../../../lib/broker/lease.ts";
import { LeaseKeeper } from "../../../lib/broker/receiving/lease_keeper.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { FakeTime } from "../../support/fake_time.ts";

checkInvariantsInAllTests();

/** A lease that counts its signs of life, and ends with its keeper. */
function fakeLease(keeper: LeaseKeeper) {
  const seen = { renewals: 0, isBack: false };
  const lease = {
    renew: () => void seen.renewals++,
    [Symbol.dispose]() {
      seen.isBack = true;
      keeper.delete(this as unknown as BrokerLease<unknown>);
    },
  } as unknown as BrokerLease<unknown>;
  keeper.add(lease);
  return { lease, seen };
}

Deno.test("Each lease that is held shows signs of life, three in its time", () => {
  using time = new FakeTime();
  const keeper = new LeaseKeeper(900);
  const [first, second] = [fakeLease(keeper), fakeLease(keeper)];
  time.tick(900);
  keeper.delete(first.lease);
  time.tick(300);
  assertEquals([first.seen.renewals, second.seen.renewals], [3, 4]);
});

Deno.test("No timer runs while nothing is held", () => {
  using time = new FakeTime();
  const keeper = new LeaseKeeper(900);
  const { lease } = fakeLease(keeper);
  keeper.delete(lease);
  keeper.delete(lease);
  assertEquals([time.pending, keeper.size], [0, 0]);
  const again = fakeLease(keeper);
  time.tick(300);
  assertEquals(again.seen.renewals, 1);
  keeper.delete(again.lease);
});

Deno.test("All are put back, each once", () => {
  using time = new FakeTime();
  const keeper = new LeaseKeeper(900);
  const leases = [fakeLease(keeper), fakeLease(keeper)];
  keeper.putBackAll();
  assertEquals(leases.map(({ seen }) => seen.isBack), [true, true]);
  assertEquals([keeper.size, time.pending], [0, 0]);
});
