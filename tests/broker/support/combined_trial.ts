// Everything at once: the program itself sends two inputs under the same name into two
// queues, works on both into one queue of results that is often full, and all of it is
// killed, stopped, suspended and started again, the server too. Some items fail, some
// results are too long, some items fill a message.

import { ChannelClosedError } from "@sluice/sluice";
import { JetStreamChannel } from "@sluice/sluice/broker";
import { delay } from "../../../lib/deps/std/delay.ts";
import { NatsServer } from "./nats_server.ts";
import { Program } from "./program.ts";

/** The server's largest message, in bytes. */
const MAX_PAYLOAD = 65_536;
/** One in so many items is of each odd kind. */
const EVERY = 500;
const LEASE_MS = 1000;
const SOURCES = ["qa", "qb"] as const;

/** What becomes of an item: it fails, its result is too long, it fills a message. */
const Odd = { Throws: 7, LongResult: 11, LongItem: 13 } as const;

const JOB = `e => {
  if (e.again) return e;
  if (e.n % ${EVERY} === ${Odd.Throws}) throw new Error("x".repeat(1000));
  if (e.n % ${EVERY} === ${Odd.LongItem}) throw new Error("y".repeat(1000));
  if (e.n % ${EVERY} === ${Odd.LongResult}) return "z".repeat(${MAX_PAYLOAD});
  return { q: e.q, n: e.n };
}`;

/** What a combined trial came to. */
export interface CombinedResult {
  /** Items of which nothing came out, no result and no failure. */
  readonly lost: number;
  /** Items, results and dead letters that were stored more than once. */
  readonly storedTwice: number;
  /** How often each harm was done. */
  readonly harms: Readonly<Record<string, number>>;
  /** The longest time that a command took to end after SIGTERM, in milliseconds. */
  readonly longestStopMs: number;
  /** What was said or done and should not have been. */
  readonly wrong: readonly string[];
  readonly seconds: number;
}

interface Result {
  readonly q: string;
  readonly n: number;
  readonly again?: boolean;
}

/** An item as it is sent; one that fills a message leaves room for what `send` adds. */
function itemOf(q: string, n: number): string {
  const item = JSON.stringify({ q, n });
  if (n % EVERY !== Odd.LongItem) return item;
  const pad = MAX_PAYLOAD - item.length - 130;
  return JSON.stringify({ q, n, pad: "p".repeat(pad) });
}

function isOdd(n: number): boolean {
  return Object.values(Odd).includes(n % EVERY as never);
}

/** Runs a combined trial of so many items. */
export async function runCombinedTrial(items: number): Promise<CombinedResult> {
  const config = `max_payload: ${MAX_PAYLOAD}`;
  await using server = await NatsServer.start({ config });
  return await new CombinedTrial(server, items / 2).run();
}

class CombinedTrial {
  readonly #server: NatsServer;
  readonly #each: number;
  readonly #start = performance.now();
  readonly #results = new Map<string, Set<number>>();
  readonly #harms: Record<string, number> = {};
  readonly #wrong: string[] = [];
  #longestStopMs = 0;
  /** How many results were read, those that were read again included. */
  #read = 0;
  #isReading = true;

  constructor(server: NatsServer, each: number) {
    this.#server = server;
    this.#each = each;
  }

  async run(): Promise<CombinedResult> {
    const opening = SOURCES.map((name) => this.#make(name, 2000));
    const queues = await Promise.all(opening);
    const results = await this.#make("r", 300);
    const reading = this.#readAll(results);
    const senders = await Promise.all(SOURCES.map((q) => this.#sender(q)));
    const workers = SOURCES.map((q, at) => this.#worker(q, at));
    for (const program of [...senders, ...workers]) program.up();
    for (const worker of workers) worker.keep();
    const sent = Promise.all(senders.map((sender) => sender.success()));
    const odd = Object.keys(Odd).length * Math.ceil(this.#each / EVERY);
    // Some odd items may be beyond the end.
    const least = 2 * (this.#each - odd);
    while (this.#results.size < least) await this.#harm(senders, workers);
    await sent;
    await this.#settled(queues);
    await this.#again(queues, workers);
    for (const queue of queues) await queue.close();
    for (const worker of workers) await worker.success();
    await results.close();
    await reading;
    const ends = await this.#count(queues);
    for (const queue of [...queues, results]) {
      await queue[Symbol.asyncDispose]();
    }
    return {
      ...ends,
      harms: this.#harms,
      longestStopMs: Math.round(this.#longestStopMs),
      wrong: this.#wrong,
      seconds: Math.round((performance.now() - this.#start) / 100) / 10,
    };
  }

  #make(name: string, capacity: number): Promise<JetStreamChannel<Result>> {
    return JetStreamChannel.open<Result>(this.#server.address(name), {
      create: { capacity, lease: LEASE_MS },
    });
  }

  /** Sends one input again and again until all of it is sent, under one name for both. */
  async #sender(q: string): Promise<Program> {
    const file = `${this.#server.folder}/${q}.ndjson`;
    const lines = Array.from({ length: this.#each }, (_, n) => itemOf(q, n));
    await Deno.writeTextFile(file, lines.join("\n"));
    const args = ["send", this.#server.address(q), "--id", "nightly"];
    return new Program(this.#server, args, { stdin: file });
  }

  #worker(q: string, at: number): Program {
    const args = [
      "work",
      this.#server.address(q),
      JOB,
      "--results",
      this.#server.address("r"),
    ];
    const lie = at === 0 ? "steady" : "wall";
    return new Program(this.#server, args, { lie });
  }

  async #readAll(results: JetStreamChannel<Result>): Promise<void> {
    try {
      for (;;) {
        while (!this.#isReading) await delay(10);
        for (const lease of await results.leaseMany(64)) {
          const { q, n, again } = lease.value;
          const key = `${again ? "again" : q} ${n}`;
          const seen = this.#results.get(key) ?? new Set();
          // One that is read twice is there once: it has one sequence.
          this.#results.set(key, seen.add(lease.sequence));
          this.#read++;
          lease.done();
        }
      }
    } catch (error) {
      if (!(error instanceof ChannelClosedError)) throw error;
    }
  }

  /** Does one harm after another, each after so many further results. */
  async #harm(senders: Program[], workers: Program[]): Promise<void> {
    const { length } = HARMS;
    const done = Object.values(this.#harms).reduce((sum, n) => sum + n, 0);
    const harm = HARMS[done % length] ?? "kill worker";
    const target = this.#read + Math.max(100, this.#each / 20);
    const end = performance.now() + 5000;
    while (this.#read < target && performance.now() < end) await delay(20);
    this.#harms[harm] = (this.#harms[harm] ?? 0) + 1;
    const victim = workers[Math.floor(done / length) % workers.length];
    const sender = senders[Math.floor(done / length) % senders.length];
    switch (harm) {
      case "kill worker":
        return void await victim?.replace("SIGKILL");
      case "kill server":
        return await this.#restart("SIGKILL");
      case "stop server":
        return await this.#restart("SIGTERM");
      case "suspend worker":
        victim?.signal("SIGSTOP");
        await delay(2 * LEASE_MS);
        return victim?.signal("SIGCONT");
      case "kill sender":
        return void await sender?.replace("SIGKILL");
      case "stop sender":
        return await this.#stop(sender);
      case "stop worker":
        return await this.#stop(victim);
      case "stop both, results full":
        this.#isReading = false;
        await delay(1000);
        await Promise.all([this.#stop(victim), this.#stop(sender)]);
        this.#isReading = true;
    }
  }

  /** Ends a program in order, and starts it again. */
  async #stop(program: Program | undefined): Promise<void> {
    const start = performance.now();
    const code = await program?.replace("SIGTERM");
    const ms = performance.now() - start;
    this.#longestStopMs = Math.max(this.#longestStopMs, ms);
    if (code !== undefined && code !== 143 && code !== 0) {
      this.#wrong.push(`SIGTERM: exit ${code}`);
    }
  }

  async #restart(signal: Deno.Signal): Promise<void> {
    await this.#server.down(signal);
    await this.#server.up();
  }

  /** Waits until every item is finished, or dead. */
  async #settled(queues: readonly JetStreamChannel<Result>[]): Promise<void> {
    for (const queue of queues) await queue.join({ timeout: 120_000 });
  }

  /** Dead items of one queue become items of the other; those of that are tried again. */
  async #again(
    [a, b]: readonly JetStreamChannel<Result>[],
    workers: Program[],
  ): Promise<void> {
    if (a === undefined || b === undefined) return;
    const args = [
      ...["work", this.#server.address("qa-dead")],
      "({ q, n }) => ({ q, n, again: true })",
      ...["--results", this.#server.address("qb")],
    ];
    const again = new Program(this.#server, args);
    again.up();
    await again.success();
    const retry = ["dead", this.#server.address("qb"), "--retry"];
    const retrying = new Program(this.#server, retry);
    retrying.up();
    await retrying.success();
    await this.#settled([b]);
    // Idle by now.
    for (const worker of workers) await this.#stop(worker);
  }

  async #count(
    queues: readonly JetStreamChannel<Result>[],
  ): Promise<Pick<CombinedResult, "lost" | "storedTwice">> {
    let lost = 0;
    let storedTwice = 0;
    for (const { size } of this.#results.values()) storedTwice += size - 1;
    const [a, b] = await Promise.all(queues.map((queue) => this.#dead(queue)));
    if (a !== undefined && a.size > 0) {
      this.#wrong.push(`${a.size} left in qa-dead`);
    }
    for (let n = 0; n < this.#each; n++) {
      const odd = isOdd(n);
      const first = this.#results.has(`qa ${n}`) !== odd &&
        this.#results.has(`again ${n}`) === odd;
      const second = this.#results.has(`qb ${n}`) !== odd &&
        ((b?.get(n)?.length ?? 0) > 0) === odd;
      if (!first) lost++;
      if (!second) lost++;
      const letters = b?.get(n) ?? [];
      if (odd) storedTwice += letters.length - 1;
      if (letters.some((attempts) => attempts < 2)) {
        this.#wrong.push(`dead ${n}: attempts ${letters}`);
      }
    }
    return { lost, storedTwice };
  }

  /** The attempts of each dead letter, by item. */
  async #dead(queue: JetStreamChannel<Result>): Promise<Map<number, number[]>> {
    const found = new Map<number, number[]>();
    for await (const { bytes, attempts } of queue.dead()) {
      const { n } = JSON.parse(new TextDecoder().decode(bytes));
      found.set(n, [...found.get(n) ?? [], attempts]);
    }
    return found;
  }
}

// Not a server that is started anew just after a sender was killed: it forgets the ids of
// what has left the queue, and what was not written down of the input is stored again.
const HARMS = [
  "kill worker",
  "stop both, results full",
  "kill server",
  "suspend worker",
  "stop sender",
  "stop server",
  "stop worker",
  "kill sender",
] as const;
