// How a table lies in shared memory, for the host that fills it and the guests that read.

import type { TableLayout } from "../framing/table/table_format.ts";

/** A table to look records up in, as it crosses to a guest. */
export interface LookupMessage {
  readonly name: string;
  /** The records, each a line: of a table if there is a layout, or else of JSON. */
  readonly data: SharedArrayBuffer;
  /** How many bytes of it are records. */
  readonly size: number;
  /** Where each record begins, or {@linkcode NO_RECORD}; 32 bits each. */
  readonly starts: SharedArrayBuffer;
  /** The records by the hash of their keys; see {@linkcode slotOf}. */
  readonly slots: SharedArrayBuffer;
  /** How many keys there are. */
  readonly keys: number;
  /** How a line becomes an object; undefined if it is JSON. */
  readonly layout: TableLayout | undefined;
  /** The field that is the key. */
  readonly key: string;
  /** Whether a key may have several records, which are given as an array. */
  readonly hasMany: boolean;
}

/** Stands for a record that is not kept. */
export const NO_RECORD = 2 ** 32 - 1;

/** From so many digits on a double may not hold an integer. */
const LONG = 16;
const INTEGER_REGEXP = /^-?[0-9]+$/;

/**
 * The hash of a key: FNV-1a over its UTF-16 units, by Fowler, Noll and Vo.
 *
 * That of a long integer is the hash of its double, since a job may have been given that.
 */
export function hashOf(text: string): number {
  const isLong = text.length >= LONG && INTEGER_REGEXP.test(text);
  const key = isLong ? `${+text}` : text;
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  // The low bits alone would follow the last character too closely.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** How many bits of a slot hold a record, for this many records. */
export function recordBits(records: number): number {
  return 32 - Math.clz32(records);
}

/**
 * What a slot holds: 1 more than the number of a record, and above that as much of the
 * hash of its key as fits, so that few records of other keys have to be read. 0 is free.
 */
export function slotOf(record: number, hash: number, bits: number): number {
  return (tagOf(hash, bits) | (record + 1)) >>> 0;
}

/** The record in a slot, if its key may have this hash; -1 if it has another one. */
export function recordIn(slot: number, hash: number, bits: number): number {
  const mask = bits === 32 ? -1 : (1 << bits) - 1;
  const isOther = ((slot ^ tagOf(hash, bits)) & ~mask) !== 0;
  return isOther ? -1 : ((slot & mask) >>> 0) - 1;
}

/** The upper bits of a hash: the lower ones chose the slot. */
function tagOf(hash: number, bits: number): number {
  return bits === 32 ? 0 : hash >>> bits << bits;
}
