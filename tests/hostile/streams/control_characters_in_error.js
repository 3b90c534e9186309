// streams: threw Error: \u001b[31m\u009b2J
// A message is data; what prints it escapes it.
() => {
  throw new Error("\u001b[31m\u009b2J");
}
