import { assertEquals } from "@std/assert";
import { WaitList } from "../../lib/internal/wait_list.ts";
import type { Linked } from "../../lib/internal/wait_list.ts";
import { SeededRandom } from "../support/seeded_random.ts";

class Node implements Linked<Node> {
  list: WaitList<Node> | undefined = undefined;
  before: Node | undefined = undefined;
  after: Node | undefined = undefined;
  readonly name: number;

  constructor(name: number) {
    this.name = name;
  }
}

Deno.test("WaitList removes from anywhere and keeps the order, as an array does", () => {
  const random = new SeededRandom(7);
  const list = new WaitList<Node>();
  const array: Node[] = [];
  for (let n = 0; n < 5000; n++) {
    if (random.below(3) > 0) {
      const node = new Node(n);
      list.push(node);
      array.push(node);
    } else {
      const [node] = array.splice(random.below(array.length), 1);
      if (node !== undefined) list.remove(node);
    }
    assertEquals([list.size, list.first], [array.length, array[0]]);
  }
  assertEquals(list.clear().map(({ name }) => name), array.map((n) => n.name));
  assertEquals([list.size, list.first], [0, undefined]);
});
