// leftovers: value "done"
// A promise that rejects after the result fails nobody.
() => {
  Promise.resolve().then(() => Promise.reject(new Error("late")));
  return "done";
}
