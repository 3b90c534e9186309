import { assertEquals } from "@std/assert";
import { type Outcome, Sandbox } from "../../../lib/mod.ts";

/** Outcomes of a job for items of `kinds` kinds that take turns, in so many batches. */
async function outcomes(
  job: string,
  { kinds, batches }: { kinds: number; batches: number },
): Promise<Outcome[]> {
  const options = { unprivileged: true, workers: 1, trace: false };
  await using sandbox = new Sandbox(job, options);
  const all: Outcome[] = [];
  const records = Array.from(
    { length: 4 * kinds },
    (_, n) => ({ kind: n % kinds, nil: null, list: [0] }),
  );
  for (let batch = 0; batch < batches; batch++) {
    for await (const outcome of sandbox.map(records)) all.push(outcome);
  }
  return all;
}

/** What is told of an outcome. */
function told(outcome: Outcome | undefined): unknown {
  if (outcome === undefined || outcome.ok) return outcome?.value;
  const { kind, message, stack } = outcome.error;
  return { kind, message, stack };
}

const KINDS = [
  "return item.kind",
  "return item.no.no",
  "return item.nil.no",
  "return deep(item)",
  "return item.nil[0] + item.no.no",
  "return [item].map((x) => x.no.no)",
  "throw new RangeError('no ' + item.kind)",
  "throw { own: item.kind }",
  // The words of these quote the text.
  "return item.list.trim()",
  "const { a } = item.no; return a",
  // An item that runs again is as it came.
  "item.list.push(1); return item.list.length > 2 || item.no[item.list.length]",
  "for (const x of count()) return x.no.no",
];

const JOB = `
const deep = (item) => item.deep.deeper.x;
function* count() { yield undefined }
export default (item) => {
${KINDS.map((text, at) => `  if (item.kind === ${at}) { ${text} }`).join("\n")}
};`;

Deno.test("Failures are told alike, however many items failed before", async () => {
  const kinds = KINDS.length;
  const all = await outcomes(JOB, { kinds, batches: 25 });
  const first = all.slice(0, kinds).map(told);
  for (let from = 0; from < all.length; from += kinds) {
    assertEquals(all.slice(from, from + kinds).map(told), first);
  }
});

Deno.test("The source of a function is the same, however many items failed before", async () => {
  const job =
    "(e) => { if (e.kind < 90) return e.no.no; return `${() => e.nil.no}` }";
  const all = await outcomes(job, { kinds: 100, batches: 1 });
  const texts = all.flatMap((one) => one.ok ? [one.value] : []);
  assertEquals(texts, Array(40).fill("() => e.nil.no"));
});
