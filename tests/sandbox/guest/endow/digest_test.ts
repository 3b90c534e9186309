import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { shareRun } from "../../../support/run_each.ts";
import { runJob } from "../../../support/run_job.ts";

// As `printf é | md5sum`, `sha1sum` and `sha256sum` give them.
const TEXTS =
  `() => ["md5", "sha1", "sha256"].map((name) => digest[name]("é"))`;

const STANDARDS = `() => [
  digest.hmac("md5", "Jefe", "what do ya want for nothing?"),
  digest.uuid5("www.example.com", "dns"),
  digest.uuid5("python.org", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
]`;

const REFUSED = [
  ["digest.sha256(1)", "only a text or bytes have a digest"],
  [
    "digest.sha256('x'.repeat(2 ** 24) + 'x')",
    "length over the sandbox limit",
  ],
  ["digest.hmac('sha3', 'k', 'd')", "there is no hash sha3"],
  ["digest.hmac('constructor', 'k', 'd')", "there is no hash constructor"],
  ["digest.uuid5('a', 'nowhere')", "a namespace is a UUID"],
] as const;

const outcomesOf = shareRun(
  [TEXTS, STANDARDS, ...REFUSED.map(([call]) => `() => ${call}`)],
  { endowments: ["digest"] },
);

/** What a job gives, or the message of its failure. */
async function seen(job: string): Promise<unknown> {
  const [outcome] = await outcomesOf(job);
  assert(outcome !== undefined);
  return outcome.ok ? outcome.value : outcome.error.message;
}

Deno.test("Digests of texts are those of their bytes as UTF-8", async () => {
  assertEquals(await seen(TEXTS), [
    "66ddcd97cfdeabb2f6fb8a999b4bc76f",
    "bf15be717ac1b080b4f1c456692825891ff5073d",
    "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c",
  ]);
});

Deno.test("Digests of bytes are those of the text they hold", async () => {
  const job = `() => {
    const bytes = new TextEncoder().encode("xabcx").subarray(1, 4);
    return [bytes, bytes.slice().buffer, new DataView(bytes.buffer, 1, 3)]
      .map((data) => digest.sha512(data) === digest.sha512("abc"));
  }`;
  const endowments = ["digest", "bytes"] as const;
  assertEquals(await runJob(job, { endowments }), [[true, true, true]]);
});

Deno.test("A keyed digest and a UUID of a name are as their standards say", async () => {
  assertEquals(await seen(STANDARDS), [
    "750c783e6ab0b503eaa86e310a5db738",
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    "886313e1-3b8a-5372-9b90-0c9aee199e5d",
  ]);
});

Deno.test.each(REFUSED)("%s is refused: %s", async (call, why) => {
  assertStringIncludes(String(await seen(`() => ${call}`)), why);
});
