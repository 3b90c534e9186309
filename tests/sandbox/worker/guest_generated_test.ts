import { assert, assertEquals } from "@std/assert";
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

Deno.test("A worker imports ses by a name that means the same in every program", () => {
  assert(/import "npm:ses@[0-9.]+";/.test(BOOT_TEXT));
});
