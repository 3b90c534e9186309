import { assertEquals } from "@std/assert";
import { SES_URL } from "../../../lib/deps/ses.ts";
import {
  BOOT_TEXT,
  GUEST_TEXT,
} from "../../../lib/sandbox/worker/guest.generated.ts";
import { canReadSources, ROOT } from "../../support/sources.ts";
import { GENERATED_PATH, generateGuest } from "../../tools/link_guest.ts";

const read = (path: string) => Deno.readTextFileSync(`${ROOT}/${path}`);

Deno.test({
  name:
    "The guest that workers run is the one its modules say (deno task guest)",
  ignore: !canReadSources(),
  fn: () => assertEquals(read(GENERATED_PATH), generateGuest(read)),
});

Deno.test("The guest is strict, so that a job finds no caller of its function", () => {
  assertEquals(GUEST_TEXT.split("\n")[0], '"use strict";');
});

Deno.test("The version of ses is the same in a worker and in the program", () => {
  assertEquals(BOOT_TEXT.match(/npm:ses@[0-9.]+/)?.[0], SES_URL);
});
