// cpu: threw RangeError: length over the sandbox limit
// concat() refuses a spreadable array-like of 2^53 entries.
() => [].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true }).length
