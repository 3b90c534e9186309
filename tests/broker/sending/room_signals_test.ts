import { assertEquals } from "@std/assert";
import { RoomSignals } from "../../../lib/broker/sending/room_signals.ts";
import { FakeTime } from "../../support/fake_time.ts";
import { FakeConnection } from "../support/fake_connection.ts";

const FREED = "sluice.q.freed";

function open() {
  const fake = new FakeConnection();
  const signals = new RoomSignals(fake.connection, "q");
  const heard: [number, boolean][] = [];
  const said = () => fake.published.map(({ text }) => text);
  return { fake, signals, heard, said };
}

Deno.test("Places that are freed at about the same time are one signal", () => {
  using time = new FakeTime();
  const { signals, said } = open();
  for (let n = 0; n < 3; n++) signals.free();
  assertEquals(said(), []);
  time.tick(2);
  assertEquals(said(), ["3"]);
  signals.free();
  signals.flush();
  signals.flush();
  time.tick(10);
  assertEquals(said(), ["3", "1"]);
});

Deno.test("All who listen hear how much room there is, or that the queue was closed", () => {
  const { fake, signals, heard } = open();
  signals.listen((room, isClosed) => heard.push([room, isClosed]));
  signals.listen((room) => heard.push([-room, false]));
  fake.say(FREED, { text: "5" });
  assertEquals(heard.splice(0), [[5, false], [-5, false]]);
  // Another program may say anything.
  for (const text of ["", "x", "0"]) fake.say(FREED, { text });
  assertEquals(heard.filter(([room]) => room > 0), Array(3).fill([1, false]));
});

Deno.test("A change is heard as one by who says it the same way", () => {
  const { fake, signals, heard } = open();
  signals.listen((room, isClosed) => heard.push([room, isClosed]));
  signals.changed();
  fake.say(FREED, { text: fake.published[0]?.text ?? "" });
  assertEquals(heard, [[1, true]]);
});

Deno.test("On a connection that is closed nothing is said", () => {
  const { fake, signals, said } = open();
  fake.nc.isClosed = () => true;
  signals.free();
  signals.flush();
  signals.changed();
  assertEquals(said(), []);
});
