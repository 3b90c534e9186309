// cpu: threw RangeError: length over the sandbox limit
// Nor what says it is to be spread.
() => [].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true }).length
