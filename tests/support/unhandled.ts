import { settled } from "./settled.ts";

/** The reasons of all rejections that nobody handles while `body` runs. */
export async function unhandledWhile(
  body: () => Promise<void>,
): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const note = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    reasons.push(event.reason);
  };
  addEventListener("unhandledrejection", note);
  try {
    await body();
    await settled(Promise.resolve());
    await settled(Promise.resolve());
  } finally {
    removeEventListener("unhandledrejection", note);
  }
  return reasons;
}
