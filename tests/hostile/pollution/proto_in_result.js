// pollution: value {"__proto__":{"left":1},"a":1}
// A result's `__proto__` is a key like others.
() => JSON.parse('{"__proto__": {"left": 1}, "a": 1}')
