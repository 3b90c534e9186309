// cpu: threw RangeError: length over the sandbox limit
// A text of millions of digits does not become an integer.
() => BigInt("9".repeat(2 ** 24)) > 1n
