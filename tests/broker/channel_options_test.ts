import { assertThrows } from "@std/assert";
import { checkOpenOptions } from "../../lib/broker/channel_options.ts";

Deno.test.each([
  { window: 0 },
  { window: Infinity },
  { attempts: 0 },
  { attempts: 1.5 },
  { create: { capacity: 0 } },
])("No channel works with %j", (options) => {
  assertThrows(() => checkOpenOptions(options), RangeError);
});

Deno.test("Values may be taken without end", () => {
  checkOpenOptions({ window: 1, attempts: Infinity, create: { capacity: 1 } });
  checkOpenOptions({});
});
