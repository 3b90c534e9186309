// imports: refused import
// import.meta is refused.
() => import.meta.url
