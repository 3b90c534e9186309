// leftovers: timeout
// Microtasks that go on after the item are charged to it.
() => {
  const again = () => Promise.resolve().then(again);
  again();
  return "done";
}
