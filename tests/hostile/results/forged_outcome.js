// results: value {"type":"done","id":1,"failures":[]}
// A result that looks like a message is a result.
() => ({ type: "done", id: 1, failures: [] })
