// leftovers: value "done"
// However it fails.
() => {
  Promise.resolve().then(() => {
    throw new Error("late");
  });
  return "done";
}
