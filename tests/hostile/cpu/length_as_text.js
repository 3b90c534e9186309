// cpu: threw RangeError: length over the sandbox limit
// A length that is a text is checked.
() => [].includes.call({ length: "9007199254740991" }, 1)
