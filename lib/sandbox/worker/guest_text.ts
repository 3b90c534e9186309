/**
 * The text of the guest, which is sent to workers: a file would need read permission.
 *
 * @module
 */

import guestText from "./guest.generated.js" with { type: "text" };

export { guestText };

/** Never called: puts ses into the program's module graph, where workers find it. */
export const linkSes = (): Promise<unknown> => import("ses");
