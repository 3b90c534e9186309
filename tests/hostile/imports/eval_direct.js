// imports: refused form
// A call of it is refused before it runs.
() => eval("1")
