interface E {
  n: number;
}
export default (e: E) => {
  if (e.n > 5) throw new Error("too many");
  return e.n + 1;
};
