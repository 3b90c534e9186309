// leftovers: value 1
// A thenable that settles twice counts once.
() => new Promise((resolve, reject) => {
  resolve(1);
  resolve(2);
  reject(3);
})
