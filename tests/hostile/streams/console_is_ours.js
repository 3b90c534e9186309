// streams: value ["debug","error","info","log","warn"]
// The console has five methods and no more.
() => Object.keys(console).sort()
