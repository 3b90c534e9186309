import { printable } from "../escape.ts";

/** Most characters of a file's name. */
const FILE_LENGTH = 200;

/** What names an item to people: the line it begins on, or its number. */
export interface ItemPosition {
  readonly label: "line" | "item";
  /** From 1; in the file, if there is one. */
  readonly position: number;
  /** The file it is in, when files were named. */
  readonly file?: string | undefined;
}

/** Which item it is: `line 17`, or with the name of its file `orders.csv:17`. */
export function placeText(
  { label, position, file }: ItemPosition,
): string {
  if (file === undefined) return `${label} ${position}`;
  const name = printable(file, FILE_LENGTH);
  return label === "line"
    ? `${name}:${position}`
    : `${name}: ${label} ${position}`;
}
