// results: value "\ud800"
// Half a character is kept as JSON writes it.
() => "\ud800"
