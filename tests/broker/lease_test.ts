import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { BrokerLease, type LeaseHost } from "../../lib/broker/lease.ts";
import { idHeaders } from "../../lib/broker/message_id.ts";
import { Delivery } from "../../lib/broker/receiving/delivery.ts";
import { fakeMessage, replyOf } from "./support/fake_connection.ts";

/** A lease of a value that was given out `count` times, and all that is said of it. */
function open(
  { count = 1, givenBack = 0, leaseMs = 60_000, headers = {} } = {},
) {
  const said: string[] = [];
  const host: LeaseHost & { isAway: boolean; buryError?: Error } = {
    ...{ leaseMs, isAway: false },
    noteGivenBack: () => void said.push("note"),
    countGivenBack: () => Promise.resolve(givenBack),
    ended: () => void said.push("ended"),
    finished: () => void said.push("finished"),
    bury: () =>
      host.buryError === undefined
        ? Promise.resolve()
        : Promise.reject(host.buryError),
  };
  const delivery = new Delivery(fakeMessage({
    ...{ text: "v", reply: replyOf({ count, sequence: 7 }), headers },
    respond: (text) => void said.push(text),
  }));
  return { lease: BrokerLease.open(host, delivery, "v"), host, said };
}

Deno.test("A value that is finished leaves the queue, once", () => {
  const { lease, said } = open();
  lease.done();
  assert(lease.hasEnded);
  assertEquals(said, ["ended", "+ACK", "finished"]);
  assertThrows(() => lease.done(), Error, "it has ended before");
  lease.giveBack();
  lease[Symbol.dispose]();
  lease.renew();
  assertEquals(said.length, 3);
});

Deno.test("A value that is given back leaves a note before it goes", () => {
  const { lease, said } = open();
  lease.giveBack();
  assertEquals(said, ["note", "ended", "-NAK"]);
});

Deno.test("What has expired is another's: nothing is said of it", () => {
  const { lease, said } = open({ leaseMs: -1 });
  assert(lease.isExpired);
  lease.renew();
  lease.giveBack();
  assertEquals(said, ["ended"]);
});

Deno.test("Signs of life are given while the broker hears them", () => {
  const { lease, host, said } = open();
  lease.renew();
  host.isAway = true;
  lease.renew();
  assertEquals(said, ["+WPI"]);
});

Deno.test("A value that could not be put aside is still held", async () => {
  const { lease, host, said } = open();
  const fault = { kind: "threw", message: "" };
  host.buryError = new Error("no room");
  await assertRejects(() => lease.bury(fault), Error, "no room");
  assert(!lease.hasEnded);
  delete host.buryError;
  await lease.bury(fault);
  assertEquals(said, ["ended", "+ACK", "finished"]);
});

Deno.test("Work was begun each time but those that were given back, and now", async () => {
  const origin = idHeaders("x", { id: "first", attempts: 2 });
  const about = { "Sluice-Origin": origin.get("Sluice-Origin") };
  const first = open({ headers: about }).lease;
  assertEquals([first.attempt, await first.begun()], [3, 3]);
  const later = open({ count: 4, givenBack: 2, headers: about }).lease;
  assertEquals([later.attempt, await later.begun()], [6, 4]);
  const none = open({ count: 2, givenBack: 9 }).lease;
  assertEquals(await none.begun(), 1);
});

Deno.test("A value is known by the id of its sender, and else by its position", () => {
  const id = (headers = {}) => open({ headers }).lease.id;
  assertEquals(id(), "7");
  assertEquals(id({ "Nats-Msg-Id": `order~${"d".repeat(22)}` }), "order");
  assertEquals(
    id({ "Sluice-Origin": '{"id":"first","attempts":1}', "Nats-Msg-Id": "x" }),
    "first",
  );
});
