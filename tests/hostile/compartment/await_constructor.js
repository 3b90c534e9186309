// compartment: value []
// `await` uses the job's own Promise.
async () => {
  const seen = [];
  await { then(resolve, reject) { seen.push(resolve, reject); resolve(); } };
  return seen.filter((f) => Object.getPrototypeOf(f) !== Object.getPrototypeOf(() => 1));
}
