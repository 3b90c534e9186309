// streams: value "alive"
// A debugger statement does nothing.
() => {
  debugger;
  return "alive";
}
