// Made from lib/sandbox/guest/*.ts by `deno task guest`: change those.
// The body of a function of `setup` and `outside`: what a guest was given, and the
// modules that are not ours.
"use strict";

const $prelude = (() => {
// Imported before everything else. Takes private copies of what the guest's own
// code needs, because the globals are removed, guarded and frozen afterwards.

const { types } = outside["node:util"];

// A parameter of the function that the guest's modules are put together into.

const given = setup;

const { parse, stringify } = JSON;
const { apply, defineProperty, ownKeys } = Reflect;
const { getPrototypeOf, setPrototypeOf } = Reflect;
const { get: getProperty, getOwnPropertyDescriptor } = Reflect;
const { isArray } = Array;
const { isAnyArrayBuffer, isProxy, isTypedArray } = types;
const { construct } = Reflect;
const performanceNow = performance.now.bind(performance);
const { atob: nativeAtob, btoa: nativeBtoa, Intl: NativeIntl } =
  globalThis;
const { URL: NativeUrl, URLSearchParams: NativeSearchParams } =
  globalThis;
const Bytes = Uint8Array;
const Words = Int32Array;
const storeWord = Atomics.store.bind(Atomics);
const randomName = crypto.randomUUID();
// Deno has the Web Locks API; its types do not know yet.

const { locks } = navigator                               ;
const nextTask                             = setImmediate;
const permissions = Deno.permissions;
const memoryUsage = Deno.memoryUsage;

/** Turns a method into a function that takes its `this` first. */
function uncurried                                      (
  method                                       ,
)                                        {
  return Function.prototype.call.bind(method)         ;
}

// The guest reads text longer than the guarded methods allow.
const text = String.prototype;
const indexOf = uncurried                                   (
  text.indexOf,
);
const replaceAll = uncurried                                  (
  text.replaceAll                                        ,
);
const split = uncurried                            (
  text.split                                   ,
);
const slice = uncurried                                   (text.slice);
const trim = uncurried                    (text.trim);

const words = new Uint32Array(1);
const fillRandom = crypto.getRandomValues.bind(crypto);
/** A number of 30 bits, which V8 keeps without a box. */
function randomNumber()         {
  return (fillRandom(words)[0] ?? 0) >>> 2;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", {
  ignoreBOM: true,
  fatal: true,
});
const encoder = new TextEncoder();
const decode = decoder.decode.bind(decoder);
const decodeStrictly = strictDecoder.decode.bind(strictDecoder);
const encode = encoder.encode.bind(encoder);

const { port } = given;
function post(message         , transfer                 = [])       {
  port.postMessage(message, transfer);
}

return { given, parse, stringify, apply, defineProperty, ownKeys, getPrototypeOf, setPrototypeOf, getProperty, getOwnPropertyDescriptor, isArray, isAnyArrayBuffer, isProxy, isTypedArray, construct, performanceNow, nativeAtob, nativeBtoa, NativeIntl, NativeUrl, NativeSearchParams, Bytes, Words, storeWord, randomName, locks, nextTask, permissions, memoryUsage, indexOf, replaceAll, split, slice, trim, randomNumber, decode, decodeStrictly, encode, post };
})();

const $endowments = (() => {
// What a job can see, as data. A name that is not here does not exist for it.

/** Globals of ECMAScript that a job keeps, in the frozen form lockdown gives them. */
// deno-fmt-ignore
const INTRINSICS                    = [
  "AggregateError", "Array", "BigInt", "Boolean", "Date", "Error", "EvalError",
  "Infinity", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object",
  "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set",
  "String", "Symbol", "SyntaxError", "TypeError", "URIError", "WeakMap",
  "WeakSet", "decodeURI", "decodeURIComponent", "encodeURI",
  "encodeURIComponent", "globalThis", "isFinite", "isNaN", "parseFloat",
  "parseInt", "undefined",
];

/** A global that Deno's own delivery of messages looks up; no job can reach it. */
const NEEDED_BY_DENO                    = ["queueMicrotask"];

/** Further globals that lockdown itself needs to find in the worker. */
// deno-fmt-ignore
const NEEDED_BY_LOCKDOWN                    = [
  "ArrayBuffer", "AsyncDisposableStack", "BigInt64Array", "BigUint64Array",
  "Compartment", "DataView", "DisposableStack", "Float16Array", "Float32Array",
  "Float64Array", "Function", "Int16Array", "Int32Array", "Int8Array",
  "SuppressedError", "Uint16Array", "Uint32Array", "Uint8Array",
  "Uint8ClampedArray", "assert", "console", "escape", "eval", "harden",
  "hardenIntrinsics", "lockdown", "repairIntrinsics", "unescape",
];

return { INTRINSICS, NEEDED_BY_DENO, NEEDED_BY_LOCKDOWN };
})();

const $lengths = (() => {
// Lengths that can be trusted: read once, by us, and the same when they are read again.

const {
  getOwnPropertyDescriptor,
  getProperty,
  isArray,
  isProxy,
} = $prelude;

/** Longest array, string or argument list that a guarded method takes. */
const LENGTH_LIMIT = 2 ** 24;

const Refusal = RangeError;
const Text = String;
const Count = Number;
const Facade = Proxy;

/** Throws if a length is one that V8 should not be given. */
function checkLength(length        , limit = LENGTH_LIMIT)       {
  if (length > limit) throw new Refusal("length over the sandbox limit");
}

/** A value as a method will read it as text, checked; null and undefined as they are. */
function checkedText(value         )          {
  if (value === null || value === undefined || typeof value === "symbol") {
    return value;
  }
  const text = typeof value === "string" ? value : Text(value);
  checkLength(text.length);
  return text;
}

/** A value as a method will read it as a number: checked, if it is for so many units. */
function checkedCount(value         , unit = 1)         {
  const count = Count(value);
  checkLength(count * unit);
  return count;
}

/**
 * A value whose `length` is checked and will be the same when it is read again:
 * mostly the value itself, else a stand-in for it.
 */
function checkedList(value         )          {
  if (typeof value === "string") return checkedText(value);
  if (!isObject(value)) return value;
  if (!isProxy(value)) {
    const length = isArray(value)
      ? value.length
      : getOwnPropertyDescriptor(value, "length")?.value;
    if (typeof length === "number") {
      checkLength(length);
      return value;
    }
  }
  const length = Count(getProperty(value, "length"));
  checkLength(length);
  return withLength(value, length);
}

/** Whether a value can have properties of its own. */
function isObject(value         )                  {
  return value !== null &&
    (typeof value === "object" || typeof value === "function");
}

function withLength(target        , length        )         {
  return new Facade(target, {
    get: (target, key, self) =>
      key === "length" ? length : getProperty(target, key, self),
  });
}

return { LENGTH_LIMIT, checkLength, checkedText, checkedCount, checkedList, isObject };
})();

const $arrays = (() => {
// Array methods that look into what they are given, so that checking the array itself
// is not enough. Written as methods: lockdown refuses functions with a prototype.

const { checkedList, isObject } = $lengths;
const { apply, isArray } = $prelude;

const Mistake = TypeError;
const Text = String;
const Box = Object;
const { isConcatSpreadable } = Symbol;
const nativeConcat = Array.prototype.concat;

function listOf(value         )       {
  if (value === null || value === undefined) {
    throw new Mistake("Array method called on null or undefined");
  }
  return Box(checkedList(value))        ;
}

function flatten(to           , value         , depth        )       {
  const list = listOf(value);
  for (let index = 0; index < list.length; index++) {
    if (!(index in list)) continue;
    const item = list[index];
    if (depth >= 1 && isArray(item)) flatten(to, item, depth - 1);
    else to[to.length] = item;
  }
}

function isSpreadable(value         )          {
  if (!isObject(value)) return false;
  const wish = (value                           )[isConcatSpreadable];
  return wish === undefined ? isArray(value) : !!wish;
}

/** A value as one real array, which `concat` takes apart again. */
function toPart(value         )            {
  if (!isSpreadable(value)) return [value];
  const list = listOf(value);
  if (list === value && isArray(value)) return value;
  const part            = [];
  flatten(part, list, 0);
  return part;
}

/** What `Array.prototype` gets instead of its own methods of these names. */
const ARRAY_METHODS = {
  concat(               ...values           )            {
    const parts              = [];
    for (const value of values) parts[parts.length] = toPart(value);
    const self = toPart(this);
    return apply(nativeConcat, self, parts)             ;
  },

  flat(               depth          = 1)            {
    const flattened            = [];
    flatten(flattened, this, Number(depth));
    return flattened;
  },

  flatMap(

    callback                                 ,
    thisArg          ,
  )            {
    const list = listOf(this);
    const flattened            = [];
    for (let index = 0; index < list.length; index++) {
      if (!(index in list)) continue;
      const made = apply(callback, thisArg, [list[index], index, this]);
      if (isArray(made)) flatten(flattened, made, 0);
      else flattened[flattened.length] = made;
    }
    return flattened;
  },
};

/** The order `sort` has without a comparator, as one that can be interrupted. */
function inTextOrder(a         , b         )         {
  const first = Text(a);
  const second = Text(b);
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

return { ARRAY_METHODS, inTextOrder };
})();

const $bytes_budget = (() => {
// The memory of binary data lies outside of the heap, where no limit of V8 counts it.
// So whatever allocates some pays for it here first. What an item allocated stays
// counted until the item is over, used or not.

const { checkedCount, checkedList, isObject } = $lengths;
const {
  apply,
  construct,
  defineProperty,
  getPrototypeOf,
  given,
  isAnyArrayBuffer,
  isTypedArray,
} = $prelude;

/** Bytes that one item may allocate, all told. */
const BYTES_PER_ITEM = 64 * 2 ** 20;

const Refusal = RangeError;
let used = 0;

/** Takes `bytes` off what the item may still allocate, or throws. */
function charge(bytes        )       {
  if (!(bytes > 0)) return;
  if (used + bytes > BYTES_PER_ITEM) {
    throw new Refusal("binary data over the sandbox limit");
  }
  used += bytes;
}

/** Starts an item; a worker that keeps its state keeps what it allocated, too. */
function resetBudget()       {
  if (given.grants.isolate === "item") used = 0;
}

/** The kinds of arrays a job can have; not floats, whose NaN can carry a message. */
// deno-fmt-ignore
const ARRAYS = [
  "BigInt64Array", "BigUint64Array", "Int16Array", "Int32Array", "Int8Array",
  "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray",
]         ;

/** The globals of binary data that a job gets. */
const BINARY_GLOBALS                    = [
  "ArrayBuffer",
  "DataView",
  ...ARRAYS,
];

/** Makes every constructor of binary data pay; before lockdown, which freezes them. */
function countConstructors()       {
  countConstructor("ArrayBuffer", ([length]) => {
    const bytes = checkedCount(length ?? 0);
    charge(bytes);
    return [bytes];
  });
  for (const name of ARRAYS) {
    const { BYTES_PER_ELEMENT } = globalThis[name];
    countConstructor(name, (args) => countElements(args, BYTES_PER_ELEMENT));
  }
}

function countConstructor(name        , counted         )       {
  const global = globalThis                                          ;
  const Native = global[name]               ;
  const Counting = new Proxy(Native, {
    construct: (_, args, target) => construct(Native, counted(args), target),
  });
  defineProperty(global, name, { value: Counting });
  defineProperty(Native.prototype, "constructor", { value: Counting });
}

function countElements(args           , size        )            {
  const [source] = args;
  if (isAnyArrayBuffer(source)) return args;
  if (!isObject(source)) {
    const length = checkedCount(source ?? 0);
    charge(length * size);
    return [length];
  }
  const list = isTypedArray(source)
    ? source
    : Array.from(checkedList(source)      );
  charge(list.length * size);
  return [list];
}

const TypedArray = getPrototypeOf(Uint8Array)                         ;
const byteLength = Object.getOwnPropertyDescriptor(
  TypedArray.prototype,
  "byteLength",
)?.get                ;
const bufferLength = Object.getOwnPropertyDescriptor(
  ArrayBuffer.prototype,
  "byteLength",
)?.get                ;

const chargeArray        = (self) => {
  charge(apply(byteLength, self, [])          );
  return self;
};

const chargeBuffer        = (self, args) => {
  if (args[0] !== undefined) args[0] = checkedCount(args[0]);
  charge(apply(bufferLength, self, [])          );
  return self;
};

const chargeTransfer        = (self, args) => {
  chargeBuffer(self, args);
  charge(args[0]          );
  return self;
};

const chargeText        = (self, args) => {
  if (typeof args[0] === "string") charge(args[0].length);
  return self;
};

/** Methods that allocate binary data, and what makes them pay. */
const BYTES_GUARDS         = [
  [TypedArray.prototype, ["filter", "map", "slice"], chargeArray],
  [TypedArray.prototype, ["toReversed", "toSorted", "with"], chargeArray],
  [ArrayBuffer.prototype, ["slice", "sliceToImmutable"], chargeBuffer],
  [
    ArrayBuffer.prototype,
    ["transfer", "transferToFixedLength", "transferToImmutable"],
    chargeTransfer,
  ],
  [Uint8Array, ["fromBase64", "fromHex"], chargeText],
];

return { BYTES_PER_ITEM, charge, resetBudget, BINARY_GLOBALS, countConstructors, BYTES_GUARDS };
})();

const $endow_bytes = (() => {
const { BINARY_GLOBALS, charge, resetBudget } = $bytes_budget;

const { checkedText } = $lengths;
const {
  decode,
  decodeStrictly,
  encode,
  isAnyArrayBuffer,
  isTypedArray,
  nativeAtob,
  nativeBtoa,
  slice,
} = $prelude;

const Mistake = TypeError;
const Refusal = RangeError;
const Text = String;

/** Typed arrays, texts as bytes, and Base64. */
function endowBytes()       {
  const globals                          = {
    TextEncoder: JobTextEncoder,
    TextDecoder: JobTextDecoder,
    atob: (text         ) => recoded(nativeAtob, text),
    btoa: (text         ) => recoded(nativeBtoa, text),
  };
  for (const name of BINARY_GLOBALS) {
    globals[name] = (globalThis                                      )[name];
  }
  return { globals, beginItem: resetBudget };
}

// What the real one throws is an object of the host.
function recoded(recode                          , text         )         {
  const checked = checkedText(Text(text))          ;
  try {
    return recode(checked);
  } catch {
    throw new Refusal("a character is not in the range of Base64");
  }
}

class JobTextEncoder {
  get encoding()         {
    return "utf-8";
  }

  encode(text          = "")             {
    const checked = checkedText(Text(text))          ;
    charge(checked.length * 3);
    return encode(checked);
  }
}

class JobTextDecoder {
           #decode                                            ;
           #keepsMark         ;

  constructor(label          = "utf-8", options                     = {}) {
    if (label !== "utf-8" && label !== "utf8") {
      throw new Refusal("the only encoding is utf-8");
    }
    this.#decode = options.fatal ? decodeStrictly : decode;
    this.#keepsMark = !!options.ignoreBOM;
  }

  get encoding()         {
    return "utf-8";
  }

  decode(bytes          )         {
    if (bytes === undefined) return "";
    if (!isAnyArrayBuffer(bytes) && !isTypedArray(bytes)) {
      throw new Mistake("only binary data can be decoded");
    }
    const text = this.#read(bytes                           );
    return !this.#keepsMark && text[0] === "\ufeff" ? slice(text, 1) : text;
  }

  #read(bytes                         )         {
    try {
      return this.#decode(bytes);
    } catch {
      throw new Mistake("the bytes are not UTF-8");
    }
  }
}

return { endowBytes };
})();

const $endow_clock = (() => {
const { performanceNow } = $prelude;

/** The present: `new Date()`, `Date.now()`, and `performance.now()`. */
function endowClock()       {
  return {
    globals: {
      // The worker's own, which lockdown froze: unlike a job's, it knows what time it is.
      Date,
      // Whole milliseconds: finer ones would show what other programs do.
      performance: { now: () => Math.floor(performanceNow()) },
    },
  };
}

return { endowClock };
})();

const $endow_intl = (() => {
// The formats of Intl, for a fixed language and time zone unless the job names one:
// those of the machine would tell about it, and change what a run gives.

const { apply, defineProperty, NativeIntl } = $prelude;

const Mistake = TypeError;
const Refusal = RangeError;
const LANGUAGE = "en-US";

/** So many formats an item may make: each holds memory that no heap limit counts. */
const FORMATS_PER_ITEM = 256;

const FORMATS                                   = {
  Collator: { methods: ["compare"] },
  DateTimeFormat: {
    methods: ["format", "formatRange", "formatRangeToParts", "formatToParts"],
    defaults: { timeZone: "UTC" },
    needsArgument: true,
  },
  DisplayNames: { methods: ["of"] },
  ListFormat: { methods: ["format", "formatToParts"] },
  NumberFormat: {
    methods: ["format", "formatRange", "formatRangeToParts", "formatToParts"],
  },
  PluralRules: { methods: ["select", "selectRange"] },
  RelativeTimeFormat: { methods: ["format", "formatToParts"] },
};

let made = 0;

/** `Intl`, with the formats above. */
function endowIntl()       {
  const Intl                          = {};
  for (const [name, format] of Object.entries(FORMATS)) {
    Intl[name] = makeClass(name, format);
  }
  return { globals: { Intl }, beginItem: () => void (made = 0) };
}

function makeClass(name        , format        )          {
  const Native = (NativeIntl                                      )[
    name
  ]               ;
  const { defaults = {}, needsArgument = false } = format;
  const Class = class {
    constructor(locales          = LANGUAGE, options           = {}) {
      if (++made > FORMATS_PER_ITEM) throw new Refusal("too many formats");
      const native = new Native(locales, { ...defaults, ...options });
      for (const method of [...format.methods, "resolvedOptions"]) {
        const value = (...args           ) => {
          if (needsArgument && method === "format" && args[0] === undefined) {
            throw new Mistake("a date to format is needed");
          }
          return apply(native[method]                  , native, args);
        };
        defineProperty(this, method, { value });
      }
    }
  };
  defineProperty(Class, "name", { value: name });
  return Class;
}

return { endowIntl };
})();

const $endow_random = (() => {
const {
  defineProperty,
  getOwnPropertyDescriptor,
  given,
  ownKeys,
} = $prelude;

const { imul } = Math;

/** `Math.random`, from a sequence that the run's seed and the item's position start. */
function endowRandom(global        )       {
  const known = (global                    ).Math;
  const itsMath = {};
  for (const key of ownKeys(known)) {
    const descriptor = getOwnPropertyDescriptor(known, key);
    if (descriptor === undefined || key === "random") continue;
    defineProperty(itsMath, key, descriptor);
  }
  let state = 0;
  const { random } = {
    random: () => {
      state = (state + 0x9e3779b9) | 0;
      return (mix(state) >>> 0) / 2 ** 32;
    },
  };
  defineProperty(itsMath, "random", { value: random });
  return {
    globals: { Math: itsMath },
    beginItem(position) {
      state = mix(mix(given.grants.seed | 0) ^ mix(position));
    },
  };
}

/** Spreads every bit of an integer over all of them. */
function mix(value        )         {
  let mixed = value | 0;
  mixed = imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

return { endowRandom };
})();

const $endow_url = (() => {
// URLs are made by Deno's own classes, of which a job never gets hold: what it sees
// are the two classes here, which hand texts in and out.

const { isObject } = $lengths;
const { defineProperty, NativeSearchParams, NativeUrl } = $prelude;

const Mistake = TypeError;
const Text = String;

/** `URL` and `URLSearchParams`. */
function endowUrl()       {
  for (const name of PARTS) definePart(name);
  return { globals: { URL: JobUrl, URLSearchParams: JobSearchParams } };
}

/** What a search looks at, by the object a job has for it. */
const searches = new WeakMap                         ();

function searchOf(params        )                  {
  const search = searches.get(params);
  if (search === undefined) throw new Mistake("this is no URLSearchParams");
  return search;
}

function pairsOf(init         )                     {
  if (!isObject(init)) return [...new NativeSearchParams(Text(init))];
  const pairs = Symbol.iterator in init
    ? [...init                               ].map((pair) => [...pair])
    : Object.entries(init);
  return pairs.map(([name, value]) => [Text(name), Text(value)]);
}

class JobSearchParams {
  constructor(init          = "") {
    searches.set(this, new NativeSearchParams(pairsOf(init)));
  }

  get size()         {
    return searchOf(this).size;
  }

  append(name         , value         )       {
    searchOf(this).append(Text(name), Text(value));
  }

  delete(name         , ...value           )       {
    const [only] = value.map(Text);
    searchOf(this).delete(Text(name), only);
  }

  get(name         )                {
    return searchOf(this).get(Text(name));
  }

  getAll(name         )           {
    return [...searchOf(this).getAll(Text(name))];
  }

  has(name         , ...value           )          {
    const [only] = value.map(Text);
    return searchOf(this).has(Text(name), only);
  }

  set(name         , value         )       {
    searchOf(this).set(Text(name), Text(value));
  }

  sort()       {
    searchOf(this).sort();
  }

  toString()         {
    return searchOf(this).toString();
  }

  forEach(callback                                                  )       {
    for (const [name, value] of this) callback(value, name, this);
  }

  *entries()                              {
    yield* pairs(this);
  }

  *keys()                    {
    for (const [name] of pairs(this)) yield name;
  }

  *values()                    {
    for (const [, value] of pairs(this)) yield value;
  }

  [Symbol.iterator]()                              {
    return this.entries();
  }
}

function pairs(params        )                     {
  return [...searchOf(params)].map(([name, value]) => [name, value]);
}

/** The URL behind the object that a job has for it. */
const urls = new WeakMap             ();

function urlOf(self        )      {
  const url = urls.get(self);
  if (url === undefined) throw new Mistake("this is no URL");
  return url;
}

function parseUrl(text         , base                    )      {
  const [origin] = base.map(Text);
  const address = Text(text);
  try {
    return new NativeUrl(address, origin);
  } catch {
    throw new Mistake("Invalid URL");
  }
}

class JobUrl {

  constructor(text         , ...base           ) {
    const url = parseUrl(text, base);
    const params = new JobSearchParams();
    searches.set(params, url.searchParams);
    urls.set(this, url);
    defineProperty(this, "searchParams", { value: params, enumerable: true });
  }

  static canParse(text         , ...base           )          {
    return JobUrl.parse(text, ...base) !== null;
  }

  static parse(text         , ...base           )                {
    try {
      return new JobUrl(text, ...base);
    } catch {
      return null;
    }
  }

  toString()         {
    return urlOf(this).href;
  }

  toJSON()         {
    return urlOf(this).href;
  }
}

// deno-fmt-ignore
const PARTS = [
  "hash", "host", "hostname", "href", "origin", "password", "pathname", "port",
  "protocol", "search", "username",
]         ;

function definePart(name                      )       {
  const { get, set } = {
    get(            )         {
      return urlOf(this)[name];
    },
    set(              value         )       {
      const url = urlOf(this);
      const text = Text(value);
      if (name === "origin") throw new Mistake("origin cannot be set");
      try {
        url[name] = text;
      } catch {
        throw new Mistake("Invalid URL");
      }
    },
  };
  defineProperty(JobUrl.prototype, name, { get, set, enumerable: true });
}

return { endowUrl };
})();

const $error_text = (() => {
const { slice } = $prelude;

const LONGEST_MESSAGE = 300;
const Text = String;

/** What was thrown, as one bounded string; never throws itself. */
function errorText(thrown         )         {
  try {
    return bounded(describe(thrown));
  } catch {
    return "an error that cannot be shown";
  }
}

function describe(thrown         )         {
  if (!(thrown instanceof Error)) {
    return typeof thrown === "symbol" ? Text(thrown) : `${thrown}`;
  }
  const { name, message } = thrown;
  if (typeof name !== "string" || typeof message !== "string") {
    return "an error";
  }
  return message === "" ? name : `${bounded(name)}: ${bounded(message)}`;
}

function bounded(text        )         {
  return text.length > LONGEST_MESSAGE
    ? slice(text, 0, LONGEST_MESSAGE - 1) + "…"
    : text;
}

return { errorText };
})();

const $protocol = (() => {
// What crosses between host and guest, and nothing else does: text as bytes in,
// text as bytes out. Shared by both sides, so it holds types and constants only.

/** How the bytes of a batch become items. */

/**
 * How results become bytes: one JSON text a line (`undefined` gives no line),
 * strings as they are, or one line for every item, empty for `undefined`.
 */

/**
 * What an item gives: what the job returned for it, each element of an array that the
 * job returned, or the item itself as it came in if what the job returned is truthy.
 */

/** Why an item has no result, as far as a guest can tell. */

/** What a job can be given beyond the language itself, by name. */
const ENDOWMENTS = ["clock", "random", "bytes", "url", "intl"]         ;

/** One of the things that a job can be given. */

/** How much of its worker's life an item can see: its own time, or all of it. */

/** What a job is given, and what it can keep. */

/** What a guest is made with. */

/** Gives a guest its job; the first that it is told. */

/** Words of the shared memory between a guest and its host. */
const Word = {
  /** Written by the guest: the id of the batch it is on; ids begin at 1. */
  Batch: 0,
  /** Written by the guest: the item of the batch it is on; its count after the last. */
  Item: 1,
  /** Written by the host: the id of the batch to hand back after its current item. */
  HandBack: 2,
  /** Written by the guest: 1 once an item of the batch made it wait, so that items overlap. */
  Waited: 3,
}         ;

/** How many words the shared memory has. */
const WORDS = 4;

/** A run of consecutive items, from host to guest. */

/** Asks whether the guest's event loop still turns. */

/** One item without a result. */

/** How serious a line of a job's console is. */

/** One line that a job wrote to its console. */

/** The outcome of a batch, or of its first `done` items when it was handed back. */

/** Everything a guest ever says. */

return { ENDOWMENTS, Word, WORDS };
})();

const $console = (() => {
// The console of a job: each line becomes a bounded text here, inside the deadline,
// and is sent at once, so that an item that never ends has still said something.

const { errorText } = $error_text;
const { isObject } = $lengths;
const { given, post, slice, stringify, Words } = $prelude;
const {                               Word } = $protocol;

/** Longest line, in UTF-16 units. */
const LONGEST_LINE = 2_000;

/** So many lines of a batch are sent; about 10 ms worth of items. */
const LINES_PER_BATCH = 100;

const Text = String;
const control = new Words(given.control);
let batch = 0;
let sent = 0;
let dropped = 0;

/** A `console` that has the five methods that write lines, frozen by the caller. */
function makeConsole()         {
  return {
    debug: (...values           ) => write("debug", values),
    error: (...values           ) => write("error", values),
    info: (...values           ) => write("info", values),
    log: (...values           ) => write("log", values),
    warn: (...values           ) => write("warn", values),
  };
}

/** Says how many lines of the batch that ends were left out. */
function endLogs()       {
  if (dropped === 0) return;
  const lines = dropped === 1 ? "1 line was" : `${dropped} lines were`;
  dropped = 0;
  send("warn", `${lines} left out`);
}

function write(level          , values                    )       {
  if (!given.grants.logs) return;
  const current = control[Word.Batch] ?? 0;
  if (current !== batch) {
    batch = current;
    sent = dropped = 0;
  }
  if (sent >= LINES_PER_BATCH) dropped++;
  else {
    sent++;
    send(level, lineOf(values));
  }
}

function send(level          , text        )       {
  const item = control[Word.Item] ?? 0;
  const line           = { type: "log", id: batch, item, level, text };
  post(line);
}

function lineOf(values                    )         {
  let line = "";
  for (const value of values) {
    if (line !== "") line += " ";
    line += textOf(value);
    if (line.length > LONGEST_LINE) {
      return slice(line, 0, LONGEST_LINE - 1) + "…";
    }
  }
  return line;
}

function textOf(value         )         {
  try {
    if (!isObject(value)) return bounded(Text(value));
    if (value instanceof Error) return errorText(value);
    if (typeof value === "function") return "[function]";
    return bounded(stringify(value) ?? "[object]");
  } catch (error) {
    return `[${errorText(error)}]`;
  }
}

function bounded(text        )         {
  return text.length > LONGEST_LINE ? slice(text, 0, LONGEST_LINE) : text;
}

return { makeConsole, endLogs };
})();

const $grants = (() => {
// Puts what a job is given into the global of its compartment: frozen, and with no way
// from any of it to an object of the host.

const { endowBytes } = $endow_bytes;
const { endowClock } = $endow_clock;
const { endowIntl } = $endow_intl;
const { endowRandom } = $endow_random;
const { endowUrl } = $endow_url;
const { makeConsole } = $console;
const { given } = $prelude;

/** What one endowment puts into a job's global. */

/** Makes each endowment; called after lockdown, with the job's own global. */
const MAKERS                                                        = {
  clock: endowClock,
  random: endowRandom,
  bytes: endowBytes,
  url: endowUrl,
  intl: endowIntl,
};

const beginners                                 = [];

/** What to call before each item, if anything that was given needs to know. */
function itemBeginner()                                           {
  return beginners.length === 0 ? undefined : beginAll;
}

/** Everything a job finds in its global beside the language, by name. */
function makeGrants(global        )                          {
  const granted                          = { console: makeConsole() };
  for (const name of given.grants.endowments) {
    const { globals, beginItem } = MAKERS[name](global);
    Object.assign(granted, globals);
    if (beginItem !== undefined) beginners.push(beginItem);
  }
  return granted;
}

function beginAll(position        )       {
  for (const begin of beginners) begin(position);
}

return { itemBeginner, makeGrants };
})();

const $guards = (() => {
// V8 cannot interrupt a native method that is given an enormous length, and some
// abort the whole process instead of throwing. So the methods that can be given one
// refuse it first. Installed before lockdown, which then freezes the guarded forms.

const { inTextOrder } = $arrays;
const {
  checkedCount,
  checkedList,
  checkedText,
  checkLength,
  isObject,
} = $lengths;
const { apply, defineProperty } = $prelude;

/** Checks what a method is given, and returns the `this` to call it with. */

/** Guards by what they guard. */

/** Puts guards in place. */
function installGuards(guards        )       {
  for (const [holder, names, guard] of guards) {
    for (const name of names) guarded(holder, name, guard);
  }
}

/** Puts methods in the place of `holder`'s own of the same names. */
function replaceMethods(holder        , methods        )       {
  for (const [name, method] of Object.entries(methods)) {
    replace(holder, name, method          );
  }
}

/** Replaces `holder[name]` by a form that calls `guard` first. */
function guarded(holder        , name        , guard       )       {
  const original = (holder                          )[name];
  // A method shorthand, because lockdown refuses functions with a prototype here.
  const { method } = {
    method(               ...args           )          {
      const self = guard(this, args);
      const result = apply(original          , self, args);
      // A stand-in for `this` never gets out.
      return result === self && isObject(self) ? this : result;
    },
  };
  replace(holder, name, method);
}

/** Replaces `holder[name]`; what it says of itself stays. */
function replace(holder        , name        , method        )       {
  const original = (holder                          )[name];
  if (typeof original !== "function") return;
  const { length } = original;
  defineProperty(method, "name", { value: original.name, configurable: true });
  defineProperty(method, "length", { value: length, configurable: true });
  defineProperty(holder, name, {
    value: method,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Comparing so many without a comparator of their own takes V8 a while. */
const LONG_SORT = 2 ** 12;

/** So many characters are not worth a property each. */
const PROPERTIES_LIMIT = 2 ** 20;

const checkThisList        = (self) => checkedList(self);
const checkThisText        = (self) => checkedText(self);

const checkSort        = (self, args) => {
  const list = checkedList(self);
  if (args[0] === undefined && isObject(list)) {
    const { length } = list                      ;
    if (length > LONG_SORT) args[0] = inTextOrder;
  }
  return list;
};

const checkRepeat        = (self, args) => {
  const text = checkedText(self);
  if (typeof text === "string") args[0] = checkedCount(args[0], text.length);
  return text;
};

const checkPadding        = (self, args) => {
  args[0] = checkedCount(args[0]);
  return self;
};

const checkParse        = (self, args) => {
  args[0] = checkedText(args[0]);
  return self;
};

/** Checks the argument at `index` as a list. */
function checkListAt(index        )        {
  return (self, args) => {
    if (isObject(args[index])) args[index] = checkedList(args[index]);
    return self;
  };
}

const checkFrom        = (self, args) => {
  const [source] = args;
  if (typeof source === "string") args[0] = checkedText(source);
  if (!isObject(source)) return self;
  const list = source                                                   ;
  const iterate = list[Symbol.iterator];
  args[0] = iterate === undefined || iterate === null
    ? checkedList(source)
    : { [Symbol.iterator]: () => apply(iterate, source, []) };
  return self;
};

const checkRaw        = (self, args) => {
  const [template] = args;
  if (template !== null && template !== undefined) {
    const { raw } = template                    ;
    args[0] = { raw: checkedList(raw) };
  }
  return self;
};

const checkSources        = (self, args) => {
  for (const source of args) {
    if (typeof source === "string") {
      checkLength(source.length, PROPERTIES_LIMIT);
    }
  }
  return self;
};

// deno-fmt-ignore
const LIST_METHODS = [
  "copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast",
  "findLastIndex", "forEach", "includes", "indexOf", "join", "lastIndexOf", "map",
  "reduce", "reduceRight", "reverse", "shift", "slice", "some", "splice",
  "toLocaleString", "toReversed", "toSpliced", "unshift", "with",
];

// deno-fmt-ignore
const TEXT_METHODS = [
  "includes", "indexOf", "isWellFormed", "lastIndexOf", "localeCompare", "match",
  "matchAll", "normalize", "replace", "replaceAll", "search", "split",
  "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase",
  "toWellFormed", "trim", "trimEnd", "trimStart",
];

// deno-fmt-ignore
const PROPERTY_METHODS = [
  "assign", "entries", "getOwnPropertyDescriptors", "getOwnPropertyNames", "keys",
  "values",
];

/** Every method that can be given an enormous length. */
const LENGTH_GUARDS         = [
  [Array.prototype, LIST_METHODS, checkThisList],
  [Array.prototype, ["sort", "toSorted"], checkSort],
  [String.prototype, TEXT_METHODS, checkThisText],
  [String.prototype, ["repeat"], checkRepeat],
  [String.prototype, ["padStart", "padEnd"], checkPadding],
  [String, ["raw"], checkRaw],
  [JSON, ["parse"], checkParse],
  [Function.prototype, ["apply"], checkListAt(1)],
  [Reflect, ["apply"], checkListAt(2)],
  [Reflect, ["construct"], checkListAt(1)],
  [Array, ["from"], checkFrom],
  [Object, PROPERTY_METHODS, checkSources],
];

return { installGuards, replaceMethods, LENGTH_GUARDS };
})();

const $realm = (() => {
// Makes the worker's realm safe to evaluate a stranger's text in. The order of the
// steps is the point: each relies on the ones before it.

const {
  apply,
  defineProperty,
  getPrototypeOf,
  given,
  locks,
  ownKeys,
  permissions,
  randomName,
  setPrototypeOf,
} = $prelude;

const { registerHooks } = outside["node:module"];
const {
  INTRINSICS,
  NEEDED_BY_DENO,
  NEEDED_BY_LOCKDOWN,
} = $endowments;
const { ARRAY_METHODS } = $arrays;
const { BYTES_GUARDS, countConstructors } = $bytes_budget;
const { makeGrants } = $grants;
const { installGuards, LENGTH_GUARDS, replaceMethods } = $guards;

/** Evaluates a job's text and returns its value. */

/** Closes the realm for good. Rejects when a wall does not stand. */
async function closeRealm()                    {
  refuseAuthority();
  await refuseImports();
  await holdLock();
  silenceLateFailures();
  installGuards(LENGTH_GUARDS);
  replaceMethods(Array.prototype, ARRAY_METHODS);
  if (given.grants.endowments.includes("bytes")) guardBytes();
  const suppressed = globalThis.SuppressedError;
  const needed = [...INTRINSICS, ...NEEDED_BY_DENO];
  keepOnly(globalThis, [...needed, ...NEEDED_BY_LOCKDOWN]);
  lockdown(LOCKDOWN_OPTIONS);
  repairSuppressedError(suppressed);
  const evaluate = makeEvaluator();
  keepOnly(globalThis, needed);
  return evaluate;
}

function guardBytes()       {
  installGuards(BYTES_GUARDS);
  countConstructors();
}

// An option that is missing would be looked up in the environment.
const LOCKDOWN_OPTIONS = {
  __hardenTaming__: "safe",
  consoleTaming: "unsafe",
  domainTaming: "unsafe",
  errorTaming: "safe",
  errorTrapping: "none",
  evalTaming: "safe-eval",
  legacyRegeneratorRuntimeTaming: "safe",
  localeTaming: "safe",
  overrideDebug: []            ,
  overrideTaming: "severe",
  regExpTaming: "safe",
  reporting: "none",
  stackFiltering: "concise",
  unhandledRejectionTrapping: "none",
}         ;

const PERMISSIONS = [
  "env",
  "ffi",
  "net",
  "read",
  "run",
  "sys",
  "write",
]         ;

/** A worker that was given something by mistake must not start. */
function refuseAuthority()       {
  for (const name of PERMISSIONS) {
    if (permissions.querySync({ name }).state === "granted") {
      throw new Error(`the worker was granted ${name}`);
    }
  }
}

/** Closes the loader itself, for every spelling of import there is or will be. */
async function refuseImports()                {
  const refuse = () => {
    throw new Error("imports are not available in a job");
  };
  registerHooks({ resolve: refuse, load: refuse });
  const loaded = await import(`data:text/javascript,//${randomName}`).then(
    () => true,
    () => false,
  );
  if (loaded) throw new Error("an import was not refused");
}

/** While a lock is held, terminating this worker also stops a running loop. */
async function holdLock()                {
  const granted = Promise.withResolvers      ();
  void locks.request(randomName, () => {
    granted.resolve();
    return new Promise(() => {});
  });
  await granted.promise;
}

/** What fails after its item is over must not take the worker along. */
function silenceLateFailures()       {
  for (const type of ["error", "unhandledrejection"]) {
    addEventListener(type, (event) => event.preventDefault());
  }
}

/** Deletes every named global that is not in `names`; symbols carry Deno's own state. */
function keepOnly(global        , names                   )       {
  const kept = new Set             (names);
  for (const key of ownKeys(global)) {
    if (typeof key === "symbol" || kept.has(key)) continue;
    Reflect.deleteProperty(global, key);
  }
}

/**
 * `using` makes this error reachable, and lockdown does not know it yet: without
 * this its prototype would be a place to keep things in.
 */
function repairSuppressedError(suppressed                            )       {
  const tamedError = new Compartment({ __options__: true }).globalThis.Error;
  const { SuppressedError: inert } = {
    SuppressedError() {
      throw new TypeError("SuppressedError is not available in a job");
    },
  };
  setPrototypeOf(suppressed, tamedError);
  defineProperty(suppressed.prototype, "constructor", { value: inert });
  harden(inert);
  harden(suppressed.prototype);
  harden(suppressed);
}

/** One frozen compartment, so that nothing can be left behind in its global. */
function makeEvaluator()           {
  const compartment = new Compartment({
    __options__: true,
    transforms: [refuseImportText],
  });
  const global = compartment.globalThis;
  keepOnly(global, INTRINSICS);
  Object.assign(global, makeGrants(global));
  harden(global);
  if (getPrototypeOf(global) !== Object.prototype) {
    throw new Error("the job's global has an unexpected prototype");
  }
  const { evaluate } = compartment;
  return (text) => apply(evaluate, compartment, [text]);
}

// The parser on the host has refused imports already, and the loader is closed; this
// is the wall between the two.
const IMPORT_REGEXP = /(^|[^.]|\.\.\.)\bimport\b\s*[.(/]/;

function refuseImportText(text        )         {
  if (IMPORT_REGEXP.test(text)) {
    throw new SyntaxError("imports are not available in a job");
  }
  return text;
}

return { closeRealm };
})();

const $load_job = (() => {
const { given } = $prelude;

/** A function to run on one item; its own first call made it from the factory. */

/** Makes a job function that has never seen an item. */

/**
 * Evaluates the job's text once. Every item then gets a function of its own, unless
 * items may know of each other.
 */
function loadJob(
  evaluate                           ,
  text        ,
)             {
  const factory = evaluate(text)              ;
  const job          = factory();
  if (typeof job !== "function") {
    throw new TypeError(
      `the job is ${describe(job)}, and must be a function`,
    );
  }
  return given.grants.isolate === "item" ? factory : () => job       ;
}

function describe(value         )         {
  if (value === null) return "null";
  return value === undefined ? "undefined" : `of type ${typeof value}`;
}

return { loadJob };
})();

const $item_failure = (() => {
const { isObject } = $lengths;

/** Why an item has no result, when it was not the job that threw. */
class ItemFailure extends Error {
           #kind                  ;

  constructor(kind                  , message        ) {
    super(message);
    this.#kind = kind;
  }

  /** The kind of one of these; asking anything else in another way could run the job. */
  static kindOf(thrown         )                               {
    return isObject(thrown) && #kind in thrown ? thrown.#kind : undefined;
  }
}

return { ItemFailure };
})();

const $result_line = (() => {
// Turns what a job returned into a line of output.

const { stringify } = $prelude;
const { errorText } = $error_text;
const { ItemFailure } = $item_failure;

/** Makes the function that turns a result into its line; the empty text is none. */
function lineMaker(
  format              ,
  limit        ,
)                              {
  const nothing = format === "outcomes" ? "\n" : "";
  return (result) => {
    if (result === undefined) return nothing;
    if (typeof result === "string") {
      checkLength(result, limit);
      if (format === "lines") return result + "\n";
    }
    return toJson(result, limit) + "\n";
  };
}

function toJson(result         , limit        )         {
  let json                    ;
  try {
    json = stringify(result);
  } catch (error) {
    throw new ItemFailure("result", errorText(error));
  }
  if (json === undefined) {
    throw new ItemFailure(
      "result",
      `the job returned a ${typeof result}, which JSON cannot hold`,
    );
  }
  checkLength(json, limit);
  return json;
}

/** Refuses a text that is too long to be sent back. */
function checkLength(text        , limit        )       {
  if (text.length <= limit) return;
  throw new ItemFailure(
    "result-size",
    `the result has ${text.length} characters, and ${limit} are allowed`,
  );
}

return { lineMaker, checkLength };
})();

const $emitter = (() => {
// Decides what an item adds to the output.

const { isArray, slice, trim } = $prelude;

const { checkLength, lineMaker } = $result_line;

/** Adds what the job returned for an item, or what follows from it. */

/** Where an emitter takes from and puts to. */

/** Makes the function that is called for each item of a batch. */
function makeEmitter(
  batch              ,
  { items, output, limit }                ,
)          {
  const toLine = lineMaker(batch.output, limit);
  if (batch.emit === "result") return (result) => output.add(toLine(result));
  if (batch.emit === "item") {
    const toItemLine = itemLineMaker(batch, { items, toLine });
    return (result, item) =>
      output.add(result ? toItemLine(item) : toLine(undefined));
  }
  const toLines = elementsMaker(batch.output, limit);
  return (result) => {
    if (!isArray(result)) return output.add(toLine(result));
    const { text, count } = toLines(result);
    output.add(text, count);
  };
}

/** The item as it came in, whatever the job did to its copy. */
function itemLineMaker(
  { input, output }              ,
  { items, toLine }                                                      ,
)                            {
  if (input !== "ndjson") return toLine;
  return (item) =>
    output === "lines" && typeof item === "string"
      ? toLine(item)
      : trim(items.line()) + "\n";
}

/** Makes lines of elements, or, where each item has one line, an array without gaps. */
function elementsMaker(
  format              ,
  limit        ,
)                                                                    {
  const isOneLine = format === "outcomes";
  const toLine = lineMaker(isOneLine ? "ndjson" : format, limit);
  return (elements) => {
    let text = "";
    let count = 0;
    for (let at = 0; at < elements.length; at++) {
      const line = toLine(elements[at]);
      if (line === "") continue;
      text += isOneLine ? (count > 0 ? "," : "") + slice(line, 0, -1) : line;
      count++;
      checkLength(text, limit);
    }
    return isOneLine ? { text: `[${text}]\n`, count: 1 } : { text, count };
  };
}

return { makeEmitter };
})();

const $parse_together = (() => {
// Parses all lines of a batch at once, which takes a seventh less than one by one.

const {
  decode,
  indexOf,
  parse,
  randomNumber,
  replaceAll,
  slice,
} = $prelude;

/** The mark of a byte that is not UTF-8, or a real U+FFFD: look closer. */
const DOUBTFUL = "\ufffd";

/** What is larger has few items, and is better freed one by one. */
const MOST_BYTES = 2 ** 19;

/**
 * The items of a batch of JSON lines, or undefined if some line is not one value, or
 * the text of a line will be wanted.
 */
function parseTogether(
  { input, emit, count }              ,
  bytes                         ,
)                    {
  if (input !== "ndjson" || emit === "item") return undefined;
  if (bytes.length > MOST_BYTES) return undefined;
  const text = decode(bytes);
  if (indexOf(text, DOUBTFUL) !== -1) return undefined;
  // Nobody can guess it; so where it stands, one line ends and another begins.
  const mark = randomNumber();
  const values = parseArray(withMarks(text, mark));
  const isWhole = values?.length === 2 * count - 1 && isMarked(values, mark);
  return isWhole ? eachSecond(values) : undefined;
}

function withMarks(text        , mark        )         {
  const last = text.length - 1;
  const lines = text[last] === "\n" ? slice(text, 0, last) : text;
  return `[${replaceAll(lines, "\n", `,${mark},`)}]`;
}

function parseArray(text        )                        {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function isMarked(values                    , mark        )          {
  for (let at = 1; at < values.length; at += 2) {
    if (values[at] !== mark) return false;
  }
  return true;
}

/** The values between marks; none is kept once it was given out. */
function eachSecond(values           )        {
  let at = 0;
  return {
    next() {
      const value = values[at];
      values[at] = undefined;
      at += 2;
      return value;
    },
    line: () => "",
  };
}

return { DOUBTFUL, parseTogether };
})();

const $items = (() => {
// Turns the bytes of a batch into items, one at a time.

const {
  decode,
  decodeStrictly,
  indexOf,
  parse,
  slice,
  split,
  trim,
} = $prelude;
const { ItemFailure } = $item_failure;
const { DOUBTFUL, parseTogether } = $parse_together;

/** Stands for a line that is no item. */
const BLANK = Symbol("blank line");

const SNIPPET_LENGTH = 40;
const Text = String;

/** The items of a batch, one after another. */

/** Opens a batch before its first item. */
function openBatch(batch              )        {
  if (batch.bytes === null) {
    let value = batch.from;
    return { next: () => value++, line: () => "" };
  }
  const together = parseTogether(batch, batch.bytes);
  if (together !== undefined) return together;
  const nextLine = openLines(batch.bytes);
  let line = "";
  return {
    next: batch.input === "lines"
      ? () => line = withoutReturn(nextLine())
      : () => parseLine(line = nextLine()),
    line: () => line,
  };
}

function openLines(bytes                         )               {
  const text = decode(bytes);
  if (indexOf(text, DOUBTFUL) !== -1) return openDoubtfulLines(bytes);
  const lines = split(text, "\n");
  let next = 0;
  return () => lines[next++] ?? "";
}

function openDoubtfulLines(bytes                         )               {
  let start = 0;
  return () => {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    start = end + 1;
    try {
      return decodeStrictly(line);
    } catch {
      throw new ItemFailure("input", "not valid UTF-8");
    }
  };
}

function withoutReturn(line        )         {
  const last = line.length - 1;
  return line[last] === "\r" ? slice(line, 0, last) : line;
}

function parseLine(line        )          {
  if (line === "") return BLANK;
  try {
    return parse(line);
  } catch (error) {
    if (trim(line) === "") return BLANK;
    throw new ItemFailure("input", explain(line, error));
  }
}

/** Where the line stops being JSON, with what stands there. */
function explain(line        , error         )         {
  const message = Text((error         ).message);
  const offset = offsetIn(message, line);
  const from = offset > SNIPPET_LENGTH / 2 ? offset - SNIPPET_LENGTH / 2 : 0;
  const snippet = slice(line, from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < line.length ? "…" : "";
  return `not JSON at column ${offset + 1}: ${before}${snippet}${after}`;
}

const POSITION = "at position ";

function offsetIn(message        , line        )         {
  const found = indexOf(message, POSITION);
  if (found === -1) return offsetOfToken(message, line);
  return parseInt(slice(message, found + POSITION.length), 10);
}

/** V8 names the position only of some errors; of others, the unexpected character. */
function offsetOfToken(message        , line        )         {
  const quoted = indexOf(message, "'");
  if (quoted === -1) return line.length;
  const token = slice(message, quoted + 1, indexOf(message, "'", quoted + 1));
  const offset = token === "" ? -1 : indexOf(line, token);
  return offset === -1 ? line.length : offset;
}

return { BLANK, openBatch };
})();

const $output = (() => {
// Collects what a batch gives: lines, and the failures between them.

const { Bytes, encode } = $prelude;

/** A batch that has collected this much is handed back early, in bytes or so. */
const FULL = 4 * 2 ** 20;

/** The lines and failures of one batch, in order. */
class Output {
  #text = "";
  #size = 0;
  #emitted = 0;
  #blank = 0;
           #parts                            = [];
           #failures                 = [];

  /** Whether the rest of the batch should wait for a batch of its own. */
  get isFull()          {
    return this.#size + this.#text.length > FULL;
  }

  /** Adds lines, line feeds included; the empty text adds none. */
  add(text        , lines = 1)       {
    if (text === "") return;
    this.#text += text;
    this.#emitted += lines;
  }

  /** Notes that a line of input held no item. */
  skip(format              )       {
    this.#blank++;
    if (format === "outcomes") this.add("\n");
  }

  /** Notes that an item has no line, and where it would have stood. */
  fail(item        , kind                  , message        )       {
    this.#encode();
    this.#failures.push({
      item,
      at: this.#size,
      lines: this.#emitted,
      blank: this.#blank,
      kind,
      message,
    });
  }

  /** Everything collected, as the reply to batch `id`. */
  reply(id        , done        )             {
    this.#encode();
    return {
      type: "done",
      id,
      done,
      output: this.#joined(),
      emitted: this.#emitted,
      blank: this.#blank,
      failures: this.#failures,
    };
  }

  #encode()       {
    if (this.#text === "") return;
    const bytes = encode(this.#text);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    this.#text = "";
  }

  #joined()                          {
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only !== undefined) return only;
    const whole = new Bytes(this.#size);
    let offset = 0;
    for (const part of this.#parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}

return { Output };
})();

const $run_batch = (() => {
// The hot loop: one batch in, one reply out.

const { storeWord, Words } = $prelude;
const { endLogs } = $console;
const { makeEmitter } = $emitter;
const { errorText } = $error_text;
const { itemBeginner } = $grants;
const { ItemFailure } = $item_failure;
const { BLANK, openBatch } = $items;

const { Output } = $output;
const {

  Word,
} = $protocol;

/** Makes the function that runs one batch after another. */
function batchRunner(
  factory            ,
  setup            ,
)                                               {
  const control = new Words(setup.control);
  const begin = itemBeginner();

  return async function runBatch(batch) {
    const output = new Output();
    const items = openBatch(batch);
    const limit = setup.resultLimit;
    const emit = makeEmitter(batch, { items, output, limit });
    control[Word.Item] = 0;
    control[Word.Waited] = 0;
    storeWord(control, Word.Batch, batch.id);
    let done = 0;
    while (done < batch.count && !output.isFull) {
      if (done > 0 && control[Word.HandBack] === batch.id) break;
      control[Word.Item] = done;
      try {
        const item = items.next();
        begin?.(batch.first + done);
        if (item === BLANK) {
          output.skip(batch.output);
        } else {
          let result = factory()(item, { index: batch.first + done });
          if (isThenable(result)) {
            control[Word.Waited] = 1;
            result = await result;
          }
          emit(result, item);
        }
      } catch (error) {
        fail(output, done, error);
      }
      done++;
    }
    // No item any more, but not idle either, until what items left behind is over.
    control[Word.Item] = batch.count;
    endLogs();
    return output.reply(batch.id, done);
  };
}

// Only these are awaited: a turn of the event loop costs as much as a small job.
function isThenable(value         )                                {
  return value !== null && typeof value === "object" &&
    typeof (value                      ).then === "function";
}

function fail(output        , item        , error         )       {
  const kind = ItemFailure.kindOf(error);
  if (kind === undefined) output.fail(item, "threw", errorText(error));
  else output.fail(item, kind, (error               ).message);
}

return { batchRunner };
})();

const $main = (() => {
// Where a worker begins: close the realm, load the job, then run what arrives.

const { given, memoryUsage, nextTask, post } = $prelude;
const { closeRealm,               } = $realm;
const { errorText } = $error_text;
const {                  loadJob } = $load_job;

const { batchRunner } = $run_batch;

const say                                                             = post;

/** Answers, and tells whether the memory is used up: then an item ended in silence. */
function pong({ ping }             )       {
  say({ type: "pong", ping, heapUsed: memoryUsage().heapUsed });
}

/** Runs batches one after another, each from a task of its own. */
function serve(factory            )       {
  const runBatch = batchRunner(factory, given);
  const waiting                 = [];
  let busy = false;

  function startNext()       {
    const batch = waiting.shift();
    busy = batch !== undefined;
    // Not in the message handler itself: running out of memory there is silent.
    if (batch !== undefined) nextTask(() => run(batch));
  }

  async function run(batch              )                {
    const reply = await runBatch(batch);
    // A task later, so that work an item left behind holds back its own reply.
    nextTask(() => {
      say(reply, [reply.output.buffer]);
      startNext();
    });
  }

  given.port.onmessage = ({ data }                                      ) => {
    if ("ping" in data) return pong(data);
    waiting.push(data);
    if (!busy) startNext();
  };
}

function load(evaluate          , text        )       {
  let factory            ;
  try {
    factory = loadJob(evaluate, text);
  } catch (error) {
    say({ type: "unusable", message: errorText(error) });
    return;
  }
  serve(factory);
  say({ type: "ready" });
}

/** The text of the job: it may be there before the realm is closed, or after. */
function jobText()                  {
  const { promise, resolve } = Promise.withResolvers        ();
  given.port.onmessage = ({ data }                       ) =>
    nextTask(() => resolve(data.load));
  return promise;
}

async function start()                {
  const text = jobText();
  let evaluate          ;
  try {
    evaluate = await closeRealm();
  } catch (error) {
    return say({ type: "unsafe", message: errorText(error) });
  }
  load(evaluate, await text);
}

void start();

return {  };
})();
