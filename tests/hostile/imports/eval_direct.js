// imports: refused form
// A direct call of eval is refused before it runs.
() => eval("1")
