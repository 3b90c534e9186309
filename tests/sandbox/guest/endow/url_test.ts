import { assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import { endowUrl } from "../../../../lib/sandbox/guest/endow/url.ts";

/** The classes of a job, which shall do what those of the platform do. */
const { globals } = endowUrl();
const JobUrl = globals.URL as typeof URL;
const JobParams = globals.URLSearchParams as typeof URLSearchParams;

type Classes = readonly [typeof URL, typeof URLSearchParams];

const JOBS: Classes = [JobUrl, JobParams];
const NATIVE: Classes = [URL, URLSearchParams];

/** What is done with the classes, in each of the two worlds. */
// deno-fmt-ignore
Deno.test.each<[what: string, use: (classes: Classes) => unknown]>([
  ["parts of a URL", ([URL]) => {
    const { href, origin, username, password, host, hostname, port, protocol, pathname, search, hash } =
      new URL("../c?x=1#y", "https://u:p@h.io:81/a/b/");
    return [href, origin, username, password, host, hostname, port, protocol, pathname, search, hash];
  }],
  ["parts that are set", ([URL]) => {
    const url = new URL("http://a/");
    Object.assign(url, { protocol: "https", host: "b:8", hash: "é", pathname: "c d", search: "?q=1" });
    Object.assign(url, { username: "u", password: "p", port: "" });
    return [url.href, url.searchParams.get("q")];
  }],
  ["a search that is changed", ([URL]) => {
    const url = new URL("http://a/?b=1");
    url.searchParams.append("c", "2 3");
    url.searchParams.delete("b");
    return [url.href, url.search, url.searchParams.size];
  }],
  ["texts of a URL", ([URL]) => [`${new URL("HTTP://A")}`, JSON.stringify({ url: new URL("http://ü") })]],
  ["what can be parsed", ([URL]) => [URL.canParse("nope"), URL.canParse("a", "b:c"), URL.parse("x"), URL.parse("a:b")?.href]],
  ["params of a text, of pairs, of an object and of others", ([, Params]) => {
    const params = new Params("?a=1&a=2&b");
    return [params, new Params([["a", "1"]]), new Params({ a: "1", b: "é" }), new Params(params), new Params()]
      .map((params) => [`${params}`, params.size]);
  }],
  ["params that are asked", ([, Params]) => {
    const params = new Params("b=1&a=2&a=3");
    return [params.get("a"), params.get("c"), params.getAll("a"), params.has("a"), params.has("a", "4"), params.has("a", "3")];
  }],
  ["params that are changed", ([, Params]) => {
    const params = new Params("b=1&a=2&a=3&c=4");
    params.delete("a", "2");
    params.set("c", "5");
    params.append("a", "6");
    params.sort();
    return [`${params}`];
  }],
  ["params one after another", ([, Params]) => {
    const params = new Params("b=1&a=2");
    const seen: unknown[] = [];
    params.forEach((value, name, all) => seen.push(value, name, all === params));
    return [[...params], [...params.keys()], [...params.values()], [...params.entries()], seen];
  }],
])("%s are what they are everywhere", (_, use) => {
  assertEquals(use(JOBS), use(NATIVE));
});

Deno.test("What is no URL, or no part of one, throws an error of the language", () => {
  const url = new JobUrl("http://a/");
  assertThrows(() => new JobUrl("nope"), TypeError, "Invalid URL");
  assertThrows(() => url.href = "nope", TypeError, "Invalid URL");
  assertThrows(() => Object.assign(url, { origin: "b" }), TypeError, "origin");
  assertEquals(url.href, "http://a/");
});

Deno.test("The methods of a URL work for no other object", () => {
  const { get } = Object.getOwnPropertyDescriptor(JobUrl.prototype, "href") ??
    {};
  assertThrows(() => get?.call({}), TypeError, "this is no URL");
  assertThrows(
    () => JobParams.prototype.get.call({} as URLSearchParams, "a"),
    TypeError,
    "this is no URLSearchParams",
  );
});
