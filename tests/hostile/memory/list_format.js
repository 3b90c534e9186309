// memory (with=intl): threw RangeError: length over the sandbox limit
// A list of long texts is not formatted.
() => new Intl.ListFormat("en").format(Array(1_000).fill("x".repeat(2 ** 24))).length
