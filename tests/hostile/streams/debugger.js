// streams: value "alive"
// A breakpoint is nothing.
() => {
  debugger;
  return "alive";
}
