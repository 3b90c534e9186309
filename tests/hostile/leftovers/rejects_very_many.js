// leftovers: value "done"
// Any number of rejections that nobody handles fails nobody.
() => {
  for (let i = 0; i < 100_000; i++) Promise.reject(i);
  return "done";
}
