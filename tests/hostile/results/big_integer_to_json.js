// results: value ["function",true,"1n",true]
// The method that writes a BigInt cannot be changed, and gives nothing of ours away.
() => {
  const { toJSON } = BigInt.prototype;
  let isFrozen = false;
  try {
    BigInt.prototype.toJSON = () => "mine";
  } catch {
    isFrozen = true;
  }
  const raw = toJSON.call(1n);
  return [
    typeof toJSON,
    isFrozen,
    JSON.stringify(1n, (_, v) => `${v}n`).slice(1, -1),
    Object.getPrototypeOf(raw) === null && Object.isFrozen(raw),
  ];
}
