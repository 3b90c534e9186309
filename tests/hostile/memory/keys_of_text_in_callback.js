// memory: threw RangeError: length over the sandbox limit
// A long text is not boxed for a callback.
() => Array.prototype.some.call("x".repeat(2 ** 24), (_, __, box) => Reflect.ownKeys(box).length)
