// memory (with=url): threw RangeError: length over the sandbox limit
// The pairs that a search is made of are bounded all together.
() => new URLSearchParams(Array(100).fill(["k", "%".repeat(2 ** 20)])).toString().length
