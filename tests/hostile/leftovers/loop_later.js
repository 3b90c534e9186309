// leftovers: timeout
// In any form.
() => {
  Promise.resolve().then(() => {
    for (;;);
  });
  return "done";
}
