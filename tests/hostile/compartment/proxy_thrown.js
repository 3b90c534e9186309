// compartment: threw an error that cannot be shown
// A thrown proxy whose traps throw is described anyway.
() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
}
