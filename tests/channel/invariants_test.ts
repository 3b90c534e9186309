import { assertThrows } from "@std/assert";
import { Core } from "../../lib/channel/core.ts";
import { assertInvariants } from "../../lib/channel/invariants.ts";
import { receive } from "../../lib/channel/receiving.ts";
import { send } from "../../lib/channel/sending.ts";
import {
  checkInvariants,
  InvariantError,
} from "../../lib/internal/invariant.ts";

/** A channel of capacity 1 whose state somebody has broken. */
const eachBreak = Deno.test.each<[string, (core: Core<number>) => void]>([
  ["do not both wait", (core) => {
    void send(core, 1, undefined);
    void send(core, 2, undefined);
    const other = new Core<number>({});
    void receive(other, undefined);
    core.receivers.push(other.receivers.shift());
  }],
  ["only while its value does not fit", (core) => {
    void send(core, 1, undefined);
    void send(core, 2, undefined);
    core.capacity = 2;
  }],
  ["only while the buffer is empty", (core) => {
    void receive(core, undefined);
    core.store(1);
  }],
  ["once the channel is closed", (core) => {
    void receive(core, undefined);
    core.closed = true;
  }],
  ["than were accepted", (core) => {
    void send(core, 1, undefined);
    core.accepted = 0;
  }],
  ["a plain channel is open", (core) => {
    core.close([]);
    core.plain = true;
  }],
]);

eachBreak(
  "a channel in which it does not hold that %s is a bug",
  (claim, break_) => {
    const core = new Core<number>({ capacity: 1 });
    assertInvariants(core);
    break_(core);
    const checked = checkInvariants();
    assertThrows(() => assertInvariants(core), InvariantError, claim);
    assertThrows(() => checked[Symbol.dispose](), InvariantError, claim);
  },
);
