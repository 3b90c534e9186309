// leftovers: timeout
// What goes on after the item is charged to it.
() => {
  const again = () => Promise.resolve().then(again);
  again();
  return "done";
}
