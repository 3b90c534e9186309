// cpu: timeout
// And their texts.
() => (1n << (2n ** 26n)).toString().length
