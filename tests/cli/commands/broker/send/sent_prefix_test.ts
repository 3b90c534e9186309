import { assert, assertEquals } from "@std/assert";
import { SentPrefix } from "../../../../../lib/cli/commands/broker/send/sent_prefix.ts";

/** A prefix of items with these digests, each marked. */
function added(...items: readonly string[]): SentPrefix {
  const prefix = new SentPrefix();
  for (const item of items) {
    prefix.add(item);
    prefix.mark();
  }
  return prefix;
}

Deno.test("The sent beginning ends before the first item that is not sent", () => {
  const prefix = added("a", "b", "c");
  assertEquals(prefix.sentPrefix, undefined);
  prefix.sent(2);
  prefix.sent(1);
  assertEquals(prefix.sentPrefix, undefined);
  prefix.sent(0);
  assertEquals(prefix.sentPrefix, prefix.prefix);
  assertEquals(prefix.sentPrefix?.count, 3);
});

Deno.test("The sent beginning is one that was marked", () => {
  const prefix = new SentPrefix();
  for (const item of ["a", "b"]) prefix.add(item);
  prefix.mark();
  const { digest } = prefix.prefix;
  prefix.add("c");
  for (const place of [0, 1, 2]) prefix.sent(place);
  assertEquals(prefix.sentPrefix, { count: 2, digest });
});

Deno.test("Other items, or other ends of items, are another beginning", () => {
  const { digest } = added("a", "b").prefix;
  const unmarked = new SentPrefix();
  for (const item of ["a", "b"]) unmarked.add(item);
  assertEquals(unmarked.prefix.digest, digest, "however often it was marked");
  assert(added("ab").prefix.digest !== digest);
  assert(added("b", "a").prefix.digest !== digest);
});
