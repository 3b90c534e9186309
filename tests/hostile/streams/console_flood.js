// streams: value "alive"
// A hundred thousand lines cost the host no more than some hundred.
() => {
  for (let line = 0; line < 100_000; line++) console.log("line", line);
  return "alive";
}
