// imports: value "undefined"
// There is no eval.
() => typeof globalThis["ev" + "al"]
