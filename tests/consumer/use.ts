// deno-lint-ignore-file no-console -- a program of its own.
// What a stranger's program does with the package: `.ci/consumers` runs it in projects
// that know nothing of this one, and checks its types under strict settings.

import { Channel, Pool, Sandbox } from "@sluice/sluice";
import type { Outcome, SandboxOptions } from "@sluice/sluice";

const options: SandboxOptions = { workers: 2, timeout: 5_000 };

const channel = new Channel<number>({ capacity: 2 });
await channel.send(1, { timeout: 1_000 });
const received: number = await channel.receive();

const squares: number[] = [];
await using pool = new Pool<number>({ capacity: 4 });
pool.produce(async (send) => {
  for (let n = 0; n < 5; n++) await send(n);
});
pool.consume((n) => void squares.push(n * n));
await pool.join();

await using sandbox = new Sandbox("(e: { n: number }) => e.n * 2", options);
const answers = [await sandbox.run({ n: 21 })];
const valueOf = (outcome: Outcome) =>
  outcome.ok ? outcome.value : outcome.error.message;
for await (const outcome of sandbox.map([{ n: 1 }, { n: 2 }])) {
  answers.push(valueOf(outcome));
}
// A sandbox that is kept is asked again and again.
for (let n = 0; n < 100; n++) answers.push(await sandbox.run({ n }));

console.log(
  received,
  squares.join(),
  answers.slice(0, 3).join(),
  answers.length,
);
