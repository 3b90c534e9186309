import { assertEquals } from "@std/assert";
import bundle from "../../../lib/sandbox/worker/guest.generated.js" with {
  type: "text",
};
import { linkGuest } from "../../tools/link_guest.ts";
import { canReadSources, ROOT } from "../../support/sources.ts";

const read = (path: string) => Deno.readTextFileSync(`${ROOT}/${path}`);

Deno.test({
  name:
    "The guest that workers run is the one its modules say (deno task guest)",
  ignore: !canReadSources(),
  fn: () => assertEquals(bundle, linkGuest(read)),
});

Deno.test("The guest is strict, so that a job finds no caller of its function", () => {
  const [statement] = bundle.split("\n").filter((line) => !/^\/\//.test(line));
  assertEquals(statement, '"use strict";');
});
