/** Never called: puts ses into the program's module graph, where workers find it. */
export const linkSes = (): Promise<unknown> => import("../../deps/ses.ts");
