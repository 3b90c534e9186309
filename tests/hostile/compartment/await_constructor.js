// compartment: value []
// What `await` makes of a thing is the job's own kind.
async () => {
  const seen = [];
  await { then(resolve, reject) { seen.push(resolve, reject); resolve(); } };
  return seen.filter((f) => Object.getPrototypeOf(f) !== Object.getPrototypeOf(() => 1));
}
