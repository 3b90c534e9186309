import { assertEquals } from "@std/assert";
import { ExitCode } from "../../../../../lib/cli/exit_code.ts";
import { ChannelClosedError } from "../../../../../lib/mod.ts";
import { letterOf, runWith } from "../../../../broker/support/fake_queue.ts";
import type { FakeWorld } from "../../../../support/fake_terminal.ts";

const LETTERS = [
  letterOf(1),
  letterOf(2, { fault: { kind: "timeout", message: "" } }),
  letterOf(3, { id: "mine" }),
  letterOf(4, { bytes: new TextEncoder().encode("no json") }),
];

/** What becomes of the letters of a queue. */
async function dead(flags: string, world: FakeWorld = {}, error?: Error) {
  const changed: string[] = [];
  const change = (what: string) => ({ place }: { place: number }) => {
    if (error !== undefined) return Promise.reject(error);
    return Promise.resolve(changed.push(`${what} ${place}`));
  };
  const queue = {
    async *dead() {
      yield* LETTERS;
    },
    revive: change("revive"),
    admin: { discard: change("discard") },
  };
  const line = `dead nats://h/q ${flags}`.trim();
  return { ...await runWith(queue, line, world), changed };
}

Deno.test("Each dead item is a line of JSON, what is no JSON as a text", async () => {
  const { code, out, changed } = await dead("");
  const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.map(({ item, id }) => [item, id]), [
    ...[[1, "id-1"], [2, "id-2"], [3, "mine"], [4, "id-4"]],
  ]);
  assertEquals(lines[1].error.kind, "timeout");
  assertEquals([lines[0].input, lines[3].input], [1, "no json"]);
  assertEquals([code, changed], [ExitCode.Done, []]);
});

Deno.test.each([
  ["--kind timeout", [2]],
  ["--id mine", [3]],
  ["--limit 2", [1, 2]],
  ["--kind threw --limit 2", [1, 3]],
  ["--kind none", []],
])("With %s only these are meant: %j", async (flags, places) => {
  const { changed, err } = await dead(`${flags} --retry`);
  assertEquals(changed, places.map((place) => `revive ${place}`));
  const items = places.length === 1 ? "item" : "items";
  assertEquals(err, `${places.length} ${items} sent again\n`);
});

Deno.test("Items are forgotten only with --yes, or when a person says so", async () => {
  const nobody = await dead("--discard");
  assertEquals([nobody.code, nobody.changed], [ExitCode.Usage, []]);
  const typed = { isTyped: true, isTerminal: true };
  const no = await dead("--discard", { ...typed, stdin: ["n\n"] });
  assertEquals([no.code, no.changed], [ExitCode.Usage, []]);
  const yes = await dead("--discard --limit 1", { ...typed, stdin: ["y\n"] });
  assertEquals([yes.code, yes.changed], [ExitCode.Done, ["discard 1"]]);
  const { out } = await dead("--discard --yes --json");
  assertEquals(JSON.parse(out), { queue: "q", discard: 4 });
});

Deno.test("Into a queue that is closed nothing can be sent, and the ways out are named", async () => {
  const { code, err } = await dead("--retry", {}, new ChannelClosedError("x"));
  assertEquals(code, ExitCode.Broker);
  assertEquals(err.includes("0 items sent again"), true);
  assertEquals(err.includes("q-dead"), true, err);
});
