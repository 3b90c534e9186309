// leftovers: value "done"
// A throw in a microtask after the result fails nobody.
() => {
  Promise.resolve().then(() => {
    throw new Error("late");
  });
  return "done";
}
