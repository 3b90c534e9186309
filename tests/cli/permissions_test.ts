import { assertEquals } from "@std/assert";
import { howToGrant, permissionFlags } from "../../lib/cli/permissions.ts";

Deno.test("The flags grant what is named, each name once, and no more", () => {
  assertEquals(permissionFlags({}), []);
  assertEquals(permissionFlags({ files: ["a", "b", "a"] }), [
    "--allow-read=a,b",
  ]);
  assertEquals(permissionFlags({ files: ["c"], servers: ["h:4222"] }), [
    "--allow-net=h:4222",
    "--allow-read=c",
  ]);
});

Deno.test("The line that grants keeps all arguments of the user", () => {
  const start = { program: "deno run main.ts", module: "main.ts" };
  assertEquals(
    howToGrant(start, { files: ["my job.ts"] }, [
      "map",
      "-f",
      "my job.ts",
      "-q",
    ]),
    "Grant it:  deno run '--allow-read=my job.ts' main.ts map -f 'my job.ts' -q",
  );
});

Deno.test("A compiled program is granted permissions when it is compiled", () => {
  const start = { program: "sluice", module: undefined };
  assertEquals(
    howToGrant(start, { servers: ["h:4222"] }, ["status"]),
    "Compile it with --allow-net=h:4222",
  );
});
