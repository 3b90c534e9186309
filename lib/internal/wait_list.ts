/** A place in a {@linkcode WaitList}, kept in the one who waits. */
export interface Linked<N extends Linked<N>> {
  /** The list it stands in; `undefined` once it was served or gave up. */
  list: WaitList<N> | undefined;
  /** The one in front. */
  before: N | undefined;
  /** The one behind. */
  after: N | undefined;
}

/** First come, first served, with O(1) removal from anywhere. */
export class WaitList<N extends Linked<N>> {
  /** Who is served next. */
  first: N | undefined = undefined;
  #last: N | undefined = undefined;

  /** Adds one behind all others. */
  push(node: N): void {
    const last = this.#last;
    node.list = this;
    node.before = last;
    if (last === undefined) this.first = node;
    else last.after = node;
    this.#last = node;
  }

  /** Takes out the first; to be called only while somebody waits. */
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

  /** Takes out one that stands in this list. */
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

  /** How many wait; counts them, so that waiting costs less. */
  get size(): number {
    let size = 0;
    for (let node = this.first; node !== undefined; node = node.after) size++;
    return size;
  }

  /** Takes out all, in order. */
  clear(): N[] {
    const nodes: N[] = [];
    while (this.first !== undefined) {
      nodes.push(this.first);
      this.remove(this.first);
    }
    return nodes;
  }
}
