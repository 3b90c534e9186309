import { assertEquals } from "@std/assert";
import { isNewEnough } from "../../../lib/broker/connection/server_version.ts";

const versions = Deno.test.each([
  ["2.9.10", false],
  ["2.10.27", false],
  ["2.11.15", false],
  ["2.11.16", true],
  ["2.12.6", false],
  ["2.12.7", true],
  ["2.12.7-RC.1", true],
  ["2.13.0", true],
  ["2.14.0", true],
  ["2.15.1", true],
  ["3.0.0", true],
  ["1.4.1", false],
  ["", false],
]);

versions("A server of version %j is good: %j", (version, isGood) => {
  assertEquals(isNewEnough(version), isGood);
});
