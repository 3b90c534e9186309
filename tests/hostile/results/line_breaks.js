// results: value "a\n{\"b\":1}\n"
// A line break in a result does not begin a line of output.
() => "a\n{\"b\":1}\n"
