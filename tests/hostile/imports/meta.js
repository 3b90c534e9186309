// imports: refused import
// The address of a module is nobody's business.
() => import.meta.url
