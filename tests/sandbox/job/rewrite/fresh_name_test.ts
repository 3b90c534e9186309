import { assertEquals } from "@std/assert";
import { freshName } from "../../../../lib/sandbox/job/rewrite/fresh_name.ts";

Deno.test("freshName() is the first with a number that the text does not spell", () => {
  assertEquals(freshName("job", new Set()), "job0");
  assertEquals(
    freshName("job", new Set(["job", "job0", "job1", "job3"])),
    "job2",
  );
});
