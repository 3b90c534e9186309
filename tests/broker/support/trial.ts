import { delay } from "../../../lib/deps/std/delay.ts";
import { JetStreamChannel } from "@sluice/sluice/broker";
import type { NatsServer } from "./nats_server.ts";

/** What a trial does to whom while items go through a queue. */
export interface TrialOptions {
  readonly items: number;
  /** The servers; several for a cluster. */
  readonly servers: readonly NatsServer[];
  readonly capacity?: number;
  /** How long one item takes, in milliseconds. */
  readonly jobMs?: number;
  /** Items that one machine works on at once. */
  readonly slots?: number;
  readonly machines?: number;
  /** How long a machine may be silent, in milliseconds. */
  readonly lease?: number;
  /** How long it is until the next harm, in milliseconds. */
  readonly everyMs?: number;
  /**
   * How many runs of items it is until the next harm, in place of `everyMs`: harm is
   * done then however fast the machine is.
   */
  readonly everyRuns?: number;
  /** What is done again and again, until all items were sent and done. */
  readonly harm?: (trial: Harm) => Promise<void>;
}

/** What harm can be done. */
export interface Harm {
  readonly servers: readonly NatsServer[];
  readonly machines: Machine[];
  /** Counts what was done so far. */
  readonly count: number;
}

/** What became of the items. */
export interface TrialResult {
  /** Items that were stored and that nobody ran. */
  readonly lost: number;
  /** Runs of an item beyond its first. */
  readonly again: number;
  /** Items that were stored more than once. */
  readonly storedTwice: number;
  /** Items in the queue, or stuck in it, afterwards. */
  readonly left: number;
  readonly dead: number;
  /** How often harm was done. */
  readonly harms: number;
  readonly seconds: number;
}

/** One worker machine: a process that can be killed and comes back. */
export class Machine {
  readonly #address: string;
  readonly #args: readonly string[];
  readonly #seen: (line: string) => void;
  #process: Deno.ChildProcess | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    address: string,
    args: readonly string[],
    seen: (line: string) => void,
  ) {
    this.#address = address;
    this.#args = args;
    this.#seen = seen;
  }

  /** Starts it. */
  up(): void {
    const script = new URL("./coordinator.ts", import.meta.url).href;
    const hosts = /\/\/([^/]*)/.exec(this.#address)?.[1] ?? "";
    const flags = ["--no-prompt", "--no-check", "--quiet"];
    this.#process = new Deno.Command("deno", {
      args: [
        "run",
        ...flags,
        `--allow-net=${hosts}`,
        script,
        this.#address,
        ...this.#args,
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#reading = this.#read(this.#process.stdout);
  }

  /** Sends it a signal. */
  signal(signal: Deno.Signal): void {
    try {
      this.#process?.kill(signal);
    } catch {
      // It has ended by itself.
    }
  }

  /** Kills it, and starts another in its place. */
  async replace(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
    this.up();
  }

  /** Resolves when it has ended. */
  async ended(): Promise<void> {
    await this.#process?.status;
    await this.#reading;
  }

  async #read(stdout: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#seen(line);
    }
  }
}

/** Sends items to a queue, has machines work on them, and does harm meanwhile. */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { items, servers, capacity = 1000, machines: count = 2 } = options;
  const hosts = servers.map(({ port }) => `127.0.0.1:${port}`);
  const address = `nats://${hosts}/trial`;
  const ledger = new Ledger();
  const start = performance.now();
  await using queue = await JetStreamChannel.open<number>(address, {
    create: {
      capacity,
      lease: options.lease ?? 5000,
      replicas: servers.length,
    },
  });
  const args = [String(options.slots ?? 32), String(options.jobMs ?? 3)];
  const machines = Array.from(
    { length: count },
    () => new Machine(address, args, (line) => ledger.add(line)),
  );
  for (const machine of machines) machine.up();
  const harming = new Harming(options, machines, ledger);
  await sendAll(queue, items);
  await queue.close();
  await queue.join();
  await harming.stop();
  await Promise.all(machines.map((machine) => machine.ended()));
  const { waiting, running, stuck, dead } = await queue.stats();
  return {
    ...ledger.result(items),
    left: waiting + running + stuck,
    dead,
    harms: harming.count,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}

/** Sends 0 to `items`, each under its own id. */
async function sendAll(
  queue: JetStreamChannel<number>,
  items: number,
): Promise<void> {
  let next = 0;
  const send = async () => {
    for (let n = next++; n < items; n = next++) {
      await queue.send(n, { id: `item-${n}` });
    }
  };
  await Promise.all(Array.from({ length: 64 }, send));
}

/** What was run, by the lines that machines wrote. */
class Ledger {
  readonly #runs = new Map<string, Map<string, number>>();
  #count = 0;
  #target = Infinity;
  #reach = () => {};

  /** Resolves after so many further runs, or when `signal` is aborted. */
  async further(runs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#target = this.#count + runs;
    this.#reach = resolve;
    signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
  }

  add(line: string): void {
    this.#count++;
    if (this.#count >= this.#target) this.#reach();
    const [sequence = "", item = ""] = line.split(" ");
    const runs = this.#runs.get(item) ?? new Map<string, number>();
    this.#runs.set(item, runs);
    runs.set(sequence, (runs.get(sequence) ?? 0) + 1);
  }

  result(items: number): { lost: number; again: number; storedTwice: number } {
    let again = 0;
    let storedTwice = 0;
    for (const runs of this.#runs.values()) {
      if (runs.size > 1) storedTwice++;
      for (const count of runs.values()) again += count - 1;
    }
    return { lost: items - this.#runs.size, again, storedTwice };
  }
}

/** Does harm again and again until it is stopped. */
class Harming {
  count = 0;
  readonly #options: TrialOptions;
  readonly #machines: Machine[];
  readonly #ledger: Ledger;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(options: TrialOptions, machines: Machine[], ledger: Ledger) {
    this.#options = options;
    this.#machines = machines;
    this.#ledger = ledger;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { harm, servers } = this.#options;
    const { signal } = this.#stop;
    while (harm !== undefined && !signal.aborted) {
      await this.#untilNext(signal);
      if (signal.aborted) return;
      await harm({ servers, machines: this.#machines, count: this.count });
      this.count++;
    }
  }
  async #untilNext(signal: AbortSignal): Promise<void> {
    const { everyMs = 1000, everyRuns } = this.#options;
    if (everyRuns !== undefined) {
      return await this.#ledger.further(everyRuns, signal);
    }
    await delay(everyMs, { signal }).catch(() => {});
  }
}
