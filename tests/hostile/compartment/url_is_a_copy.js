// compartment (with=url): value [[],"undefined","undefined"]
// A URL holds nothing of the host.
() => {
  const url = new URL("http://a.b/c?d=e");
  return [Object.getOwnPropertySymbols(url), typeof URL.createObjectURL, typeof URL.revokeObjectURL];
}
