/** A node of a {@linkcode WaitList}; the waiter itself is the node. */
export interface Linked<N extends Linked<N>> {
  /** The list that holds it; `undefined` once it was served or gave up. */
  list: WaitList<N> | undefined;
  /** The node before it. */
  before: N | undefined;
  /** The node after it. */
  after: N | undefined;
}

/** A doubly linked list: first in, first out, and O(1) removal from anywhere. */
export class WaitList<N extends Linked<N>> {
  /** The node that is served next. */
  first: N | undefined = undefined;
  #last: N | undefined = undefined;

  /** Adds a node at the end. */
  push(node: N): void {
    const last = this.#last;
    node.list = this;
    node.before = last;
    if (last === undefined) this.first = node;
    else last.after = node;
    this.#last = node;
  }

  /** Takes out the first node; to be called only when there is one. */
  shift(): N {
    const node = this.first as N;
    const { after } = node;
    this.first = after;
    if (after === undefined) this.#last = undefined;
    else {
      after.before = undefined;
      node.after = undefined;
    }
    node.list = undefined;
    return node;
  }

  /** Takes out a node that is in this list. */
  remove(node: N): void {
    const { before, after } = node;
    if (before === undefined) this.first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    node.list = undefined;
    node.before = undefined;
    node.after = undefined;
  }

  /** Number of nodes. O(n): counting here makes each wait cheaper. */
  get size(): number {
    let size = 0;
    for (let node = this.first; node !== undefined; node = node.after) size++;
    return size;
  }

  /** Takes out all nodes, in order. */
  clear(): N[] {
    const nodes: N[] = [];
    while (this.first !== undefined) {
      nodes.push(this.first);
      this.remove(this.first);
    }
    return nodes;
  }
}
