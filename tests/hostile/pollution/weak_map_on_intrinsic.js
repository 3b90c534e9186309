// pollution (module): value "clean"
// A weak map keyed by a shared object begins anew with each item.
const known = new WeakMap();
export default (item) => {
  if (item === "plain") return "plain";
  const before = known.get(Object);
  known.set(Object, "left over");
  return before ?? "clean";
};
