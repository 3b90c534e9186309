// Nothing but computation, as the items of the scaling benchmark do it.

const count = Number(Deno.args[0]);
let n = 1;
for (let i = 0; i < count; i++) n = (n * 48271) % 2147483647;
if (n === 0) throw new Error("cannot be");
