import { assert, assertEquals } from "@std/assert";
import { delay } from "../../lib/deps/std/delay.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import {
  runTrial,
  type TrialOptions,
  type TrialResult,
} from "./support/trial.ts";

async function trial(
  server: NatsServer,
  options: Omit<TrialOptions, "servers">,
): Promise<TrialResult> {
  const result = await runTrial({ ...options, servers: [server] });
  const { lost, storedTwice, left, dead } = result;
  assertEquals({ lost, storedTwice, left, dead }, {
    lost: 0,
    storedTwice: 0,
    left: 0,
    dead: 0,
  });
  return result;
}

brokerTest(
  "No item is lost when worker machines are killed",
  async (server) => {
    const { again, harms } = await trial(server, {
      items: 1200,
      slots: 8,
      jobMs: 5,
      lease: 1000,
      everyRuns: 250,
      harm: async ({ machines, count }) => {
        await machines[count % machines.length]?.replace();
      },
    });
    assert(harms > 0);
    assert(again <= harms * 8, `${again} ran again after ${harms} kills`);
  },
);

brokerTest("No item is lost when the server is killed", async (server) => {
  const { harms } = await trial(server, {
    items: 1200,
    slots: 8,
    jobMs: 5,
    lease: 1000,
    everyRuns: 250,
    harm: async () => {
      await server.down("SIGKILL");
      await server.up();
    },
  });
  assert(harms > 0);
});

brokerTest("No item is lost when the server is restarted", async (server) => {
  const { harms } = await trial(server, {
    items: 1000,
    slots: 8,
    jobMs: 5,
    lease: 1000,
    everyRuns: 250,
    harm: async () => {
      await server.down("SIGTERM");
      await server.up();
    },
  });
  assert(harms > 0);
});

brokerTest(
  "No item is lost when a machine stops for longer than its lease",
  async (server) => {
    const { harms } = await trial(server, {
      items: 1000,
      slots: 8,
      jobMs: 5,
      lease: 500,
      everyRuns: 250,
      harm: async ({ machines }) => {
        machines[0]?.signal("SIGSTOP");
        await delay(1500);
        machines[0]?.signal("SIGCONT");
      },
    });
    assert(harms > 0);
  },
);
