// results: threw TypeError…
// A proxy that is no more.
() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
