// pollution (module): value "clean"
// The lastIndex of a pattern begins anew with each item.
const pattern = /a/g;
export default (item) => {
  if (item === "plain") return "plain";
  const from = pattern.lastIndex;
  pattern.test("aaa");
  return from === 0 ? "clean" : "left over";
};
