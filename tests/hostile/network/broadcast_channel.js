// network: threw TypeError: BroadcastChannel is not a constructor
// Nothing reaches the other threads of the program.
() => new BroadcastChannel("a").postMessage(1)
