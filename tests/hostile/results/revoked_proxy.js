// results: threw TypeError…
// A revoked proxy as a result fails its item.
() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
