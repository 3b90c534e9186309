// compartment: threw an error that cannot be shown
// So is one that cannot be looked at.
() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
}
