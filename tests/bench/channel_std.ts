import { registerHooks } from "node:module";
import type { Traffic } from "./channel_shapes.ts";

// The package asks for a folder by a name that it does not have.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.replace("/data-structures/", "/data_structures/"), context),
});

/** A class of channels, as far as the comparison needs it. */
export type ChannelClass = new (options: { capacity: number }) => Traffic;

// A static import would be resolved before the hook is there.
const { Channel } = await import("npm:deno-std@1.4.0/async/channel.js");

/** The `Channel` of `@std/async`. */
export const StdChannel: ChannelClass = Channel;
