// leftovers: timeout
// A loop in a microtask after the result is charged to its item.
() => {
  Promise.resolve().then(() => {
    for (;;);
  });
  return "done";
}
