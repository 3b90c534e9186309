import { BROKER_COMMANDS, type FlagTable } from "./flag.ts";
import { address, duration, file, text, toggle, whole } from "./value_kind.ts";

/** The flags of the commands that talk to a broker. */
export const BROKER_FLAGS = {
  credentials: {
    group: "Broker",
    commands: BROKER_COMMANDS,
    kind: file,
    summary: "who we are, as one JSON object; - takes the first line of stdin",
  },
  close: {
    group: "Broker",
    commands: ["send", "work"],
    kind: toggle,
    summary: "close the queue at the end, for good: then its workers end",
  },
  results: {
    group: "Broker",
    commands: ["work"],
    kind: address,
    summary: "the queue that gets the results",
    otherwise: "stdout",
  },
  id: {
    group: "Broker",
    commands: ["send"],
    kind: text("NAME"),
    summary: "names the input: sent again soon, it is not stored again",
    otherwise: "a new one",
  },
  window: {
    group: "Broker",
    commands: ["send"],
    kind: whole(1, 1024),
    summary: "most items on their way at once; 1 keeps their order",
    default: "64",
  },
  ahead: {
    group: "Broker",
    commands: ["work"],
    kind: whole(0, 4096),
    summary: "items taken before a worker is free",
    otherwise: "what a quarter of a second takes",
  },
  "results-capacity": {
    group: "Broker",
    commands: ["work"],
    kind: whole(1, 1_000_000_000),
    summary: "most results in a new queue for them",
    default: "1000000",
  },
  "retry-delay": {
    group: "Broker",
    commands: ["work"],
    kind: duration,
    summary: "pause before a failed item is tried again, doubled each time",
    otherwise: "none: it is tried again at once",
  },
  wait: {
    group: "Broker",
    commands: ["work", "status"],
    kind: toggle,
    summary: "wait until somebody makes the queue",
    otherwise: "work waits, status does not",
    negatable: true,
  },
  name: {
    group: "Broker",
    commands: ["work"],
    kind: text("NAME"),
    summary: "what this machine is called in status",
    otherwise: "a new one",
  },
  lease: {
    group: "Broker",
    commands: ["send"],
    kind: duration,
    summary: "how long a machine may be silent before others take its items",
    default: "30s",
  },
  replicas: {
    group: "Broker",
    commands: ["send"],
    kind: whole(1, 5),
    summary: "how many servers of a cluster keep the queue",
    default: "1",
  },
  patience: {
    group: "Broker",
    commands: BROKER_COMMANDS,
    kind: duration,
    summary: "how long the broker may be away",
    default: "1m",
    defaultFor: { status: "5s", dead: "5s" },
  },
  retry: {
    group: "Broker",
    commands: ["dead"],
    kind: toggle,
    summary: "send the dead items again, and forget them",
  },
  watch: {
    group: "Broker",
    commands: ["status"],
    kind: toggle,
    summary: "a line every second, until the queue is closed and empty",
  },
} as const satisfies FlagTable;
