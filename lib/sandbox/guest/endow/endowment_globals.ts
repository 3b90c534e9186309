/** What one endowment puts into a job's global. */
export interface EndowmentGlobals {
  readonly globals: Readonly<Record<string, unknown>>;
  /** Called before each item: nothing of the item before is left behind. */
  readonly beginItem?: (position: number) => void;
}
