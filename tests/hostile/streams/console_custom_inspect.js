// streams: value 0
// Writing a value never calls what it brings along for that.
() => {
  let calls = 0;
  const spy = () => calls++;
  console.log({ [Symbol.for("Deno.customInspect")]: spy, [Symbol.for("nodejs.util.inspect.custom")]: spy });
  return calls;
}
