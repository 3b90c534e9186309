// What crosses between host and guest because of what a job is given beside its items.

import type { LookupMessage } from "./lookup_layout.ts";

/** What a job gets beside its items: texts and names. */
export interface JobContext {
  /** An object, as JSON. */
  readonly args: string;
  /** The tables that it may look records up in. */
  readonly tables: readonly LookupMessage[];
  /** The names of the host's functions that it may call. */
  readonly calls: readonly string[];
  readonly limits: CallLimits;
}

/** What an item may ask of the host. */
export interface CallLimits {
  /** Most calls of an item. */
  readonly perItem: number;
  /** Most of them that wait for an answer; further ones wait for their turn. */
  readonly inFlight: number;
  /** Longest arguments and longest answer of a call, in UTF-16 units of their JSON. */
  readonly length: number;
}

/** Calls of one item, from guest to host: those of one microtask turn. */
export interface GuestCalls {
  readonly type: "calls";
  /** The batch, and the position within it. */
  readonly id: number;
  readonly item: number;
  readonly calls: readonly GuestCall[];
}

/** One call. */
export interface GuestCall {
  /** Counts the calls of the item in the order in which the job made them, from 1. */
  readonly number: number;
  readonly name: string;
  /** An array, as JSON. */
  readonly args: string;
}

/** Answers to calls of one item, from host to guest. */
export interface AnswersMessage {
  readonly answers: readonly CallAnswer[];
  /** The batch, and the position within it. */
  readonly id: number;
  readonly item: number;
}

/** What came of a call; `diverged`: the item cannot be what it was when recorded. */
export interface CallAnswer {
  readonly number: number;
  readonly state: "ok" | "failed" | "diverged";
  /** A value as JSON, empty for undefined; or `{ name, message }` as JSON. */
  readonly text: string;
}
