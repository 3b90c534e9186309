// The long trials: 100,000 items while machines or servers are killed. Takes minutes;
// prints a row for each. `deno task trial:broker [items] [name]`

import { runCombinedTrial } from "./support/combined_trial.ts";
import { NatsServer, startCluster } from "./support/nats_server.ts";
import { type Harm, runTrial, type TrialOptions } from "./support/trial.ts";

type Plan = Pick<TrialOptions, "everyMs" | "everyRuns" | "harm"> & {
  readonly name: string;
  readonly isCluster?: boolean;
};

async function restart(server: NatsServer | undefined, signal: Deno.Signal) {
  await server?.down(signal);
  await server?.up();
}

const PLANS: readonly Plan[] = [
  { name: "nothing" },
  {
    name: "SIGKILL a worker machine",
    everyRuns: 3000,
    harm: async ({ machines, count }: Harm) => {
      await machines[count % machines.length]?.replace();
    },
  },
  {
    name: "SIGKILL the server",
    everyRuns: 8000,
    harm: ({ servers: [server] }) => restart(server, "SIGKILL"),
  },
  {
    name: "SIGTERM the server",
    everyRuns: 6000,
    harm: ({ servers: [server] }) => restart(server, "SIGTERM"),
  },
  {
    name: "SIGKILL nodes of three in turn",
    isCluster: true,
    // The two others must have elected a leader and caught up before the next goes.
    everyMs: 8000,
    harm: ({ servers, count }) => restart(servers[count % 3], "SIGKILL"),
  },
];

const [count = "100000", only] = Deno.args;

for (const { name, isCluster = false, ...harm } of PLANS) {
  if (only !== undefined && !name.includes(only)) continue;
  const servers = isCluster ? await startCluster() : [await NatsServer.start()];
  const result = await runTrial({ items: Number(count), servers, ...harm });
  const row = `${name.padEnd(32)} ${JSON.stringify(result)}\n`;
  await Deno.stdout.write(new TextEncoder().encode(row));
  for (const server of servers) await server[Symbol.asyncDispose]();
}

const EVERYTHING = "everything at once";
if (only === undefined || EVERYTHING.includes(only)) {
  const result = await runCombinedTrial(Number(count));
  const row = `${EVERYTHING.padEnd(32)} ${JSON.stringify(result)}\n`;
  await Deno.stdout.write(new TextEncoder().encode(row));
}
