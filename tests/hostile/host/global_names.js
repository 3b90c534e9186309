// host: value []
// Every name of the global is of the language, or console.
() => {
  const known = /^(Infinity|NaN|undefined|globalThis|console|Function|(un)?escape|is(Finite|NaN)|parse(Float|Int)|(de|en)codeURI(Component)?|(Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|Array|BigInt|Boolean|Date|Iterator|JSON|Map|Math|Number|Object|Promise|Proxy|Reflect|RegExp|Set|String|Symbol|WeakMap|WeakSet)$/;
  return Object.getOwnPropertyNames(Object.getPrototypeOf(globalThis)).filter((name) => !known.test(name));
}
