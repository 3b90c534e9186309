// compartment: value "refused nothing"
// A function does not learn who called it.
() => {
  const attempt = (look) => {
    try {
      return look() ? "told" : "nothing";
    } catch {
      return "refused";
    }
  };
  return [attempt(() => (function () { return arguments.callee; })()), attempt(() => (() => 1).caller)].join(" ");
}
