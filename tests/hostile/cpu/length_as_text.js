// cpu: threw RangeError: length over the sandbox limit
// However the length is written.
() => [].includes.call({ length: "9007199254740991" }, 1)
