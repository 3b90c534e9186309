import { assert, assertEquals } from "@std/assert";
import { WakeBatcher } from "../../lib/internal/wake_batcher.ts";

/** A batcher beside what its channel would tell, and what was woken. */
class Stage {
  accepted = 0;
  buffered = 0;
  readonly woken: number[] = [];
  readonly batcher = new WakeBatcher(() => this.accepted, () => this.buffered);

  /** Ends a wait. */
  end(name: number): void {
    this.batcher.wakeSoon({ wake: () => this.woken.push(name) });
  }

  /** Lets `steps` microtasks pass; in each, a value is accepted or not. */
  async pass(steps: number, moves: boolean): Promise<void> {
    for (let step = 0; step < steps; step++) {
      if (moves) this.accepted++;
      await Promise.resolve();
    }
  }
}

Deno.test("WakeBatcher wakes within a few microtasks when nothing moves", async () => {
  const stage = new Stage();
  for (const name of [1, 2, 3]) stage.end(name);
  assertEquals(stage.woken, []);
  await stage.pass(4, false);
  assertEquals(stage.woken, [1, 2, 3]);
});

Deno.test("WakeBatcher wakes in the order in which waits ended, those that end while it waits too", async () => {
  const stage = new Stage();
  await learnPatience(stage);
  stage.woken.length = 0;
  stage.end(1);
  await stage.pass(5, true);
  stage.end(2);
  await stage.pass(70, true);
  assertEquals(stage.woken, [1, 2]);
});

Deno.test("WakeBatcher waits no longer than 64 microtasks, whatever moves", async () => {
  const stage = new Stage();
  await learnPatience(stage);
  stage.woken.length = 0;
  stage.end(1);
  let steps = 0;
  for (; stage.woken.length === 0; steps++) {
    stage.accepted++;
    await Promise.resolve();
  }
  assert(steps >= 60 && steps <= 70, `${steps} microtasks`);
});

Deno.test("WakeBatcher skips delays that gain nothing, and tries again later", async () => {
  const stage = new Stage();
  let skipped = 0;
  let delayed = 0;
  // One value moves for each wait: as in ping-pong.
  for (let wait = 0; wait < 2000; wait++) {
    stage.accepted++;
    if (stage.batcher.skips()) skipped++;
    else {
      delayed++;
      stage.end(wait);
      await stage.pass(4, false);
    }
  }
  assert(skipped > 1900, `${skipped} skipped`);
  assert(delayed >= 8, `${delayed} delayed`);
});

Deno.test("WakeBatcher goes on delaying where a delay lets many values through", async () => {
  const stage = new Stage();
  for (let wait = 0; wait < 100; wait++) {
    assert(!stage.batcher.skips(), `wait ${wait}`);
    stage.end(wait);
    await stage.pass(2, false);
    stage.accepted += 100;
  }
});

Deno.test("WakeBatcher skips none while others are delayed, so that none overtakes", async () => {
  const stage = new Stage();
  for (let wait = 0; wait < 3; wait++) {
    if (!stage.batcher.skips()) stage.end(wait);
    await stage.pass(4, false);
  }
  assert(stage.batcher.skips());
  const other = new Stage();
  other.end(1);
  assert(!other.batcher.skips());
  await other.pass(4, false);
});

/** Lets it see progress in every microtask, until it waits as long as it may. */
async function learnPatience(stage: Stage): Promise<void> {
  for (let round = 0; round < 8; round++) {
    stage.end(round);
    await stage.pass(80, true);
  }
}
