// leftovers: value 1
// The first answer counts.
() => new Promise((resolve, reject) => {
  resolve(1);
  resolve(2);
  reject(3);
})
