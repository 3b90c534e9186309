// Random tables through the whole program; more of them: `-- ROUNDS SEED` after the file.

import { assertEquals } from "@std/assert";
import { runHere } from "../../../support/run_in.ts";
import {
  hostileBytes,
  randomCuts,
  type RandomDialect,
  randomDialect,
} from "../../../support/random_tables.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

const [rounds = 20, firstSeed = 1] = Deno.args.map(Number);

const JOBS = [
  "e => e",
  "e => ({ ...e, n: 1 })",
  "(e, { index }) => index % 3 ? { ...e, index } : undefined",
  "e => { if (JSON.stringify(e).includes('x')) throw 'no'; return e }",
  "(e, { index }) => index % 2 ? { a: 1, b: e } : { b: 2 }",
];

function flagsOf(dialect: RandomDialect): string[] {
  const { delimiter, quotes, trim, ragged, hasHeader } = dialect;
  return [
    ...["--delimiter", delimiter, "--quotes", quotes ? "on" : "off"],
    ...(trim ? ["--trim"] : []),
    ...(ragged ? ["--ragged"] : []),
    ...(hasHeader ? [] : ["--no-header"]),
    ...(dialect.comment ? ["--comment", dialect.comment] : []),
    ...(dialect.nullText ? ["--null", dialect.nullText] : []),
  ];
}

Deno.test("Random tables give the same at any -j, and each row comes to something", async () => {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
    const random = new SeededRandom(seed);
    const dialect = randomDialect(random);
    const bytes = hostileBytes(random, dialect);
    const many = Uint8Array.from(
      Array.from({ length: 20 }, () => [...bytes]).flat(),
    );
    const args = [
      ...[random.pick(["map", "filter"]), random.pick(JOBS)],
      ...["--input", "csv", "--output", random.pick(["csv", "ndjson"])],
      ...[...flagsOf(dialect), "--stats=json"],
    ];
    const seen = new Set<string>();
    for (const how of [["-j", "1"], ["-j", "3", "--capacity", "4"]]) {
      const stdin = how.includes("1") ? [many] : randomCuts(random, many);
      const { code, out, err } = await runHere({ stdin }, ...args, ...how);
      const lines = err.trim().split("\n");
      const { read, done, failed } = JSON.parse(lines.at(-1) ?? "");
      const failures = Object.values<number>(failed)
        .reduce((sum, count) => sum + count, 0);
      assertEquals(read, done + failures, `seed ${seed}`);
      assertEquals(code, failures > 0 ? 1 : 0, `seed ${seed}`);
      seen.add(JSON.stringify({ out, err: lines.slice(0, -1) }));
    }
    assertEquals(seen.size, 1, `seed ${seed}: ${[...seen].join("\n")}`);
  }
});
