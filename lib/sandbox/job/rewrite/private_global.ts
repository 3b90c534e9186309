// The global of a job is frozen and shared by all items. Bundles write to theirs, so an
// item that names it gets one of its own, which inherits from the frozen one.

/** The names under which a text may reach its global. */
const GLOBAL_NAMES = ["globalThis", "self"] as const;

/** What a text needs that uses the global. */
export interface PrivateGlobal {
  /** Declares the function that makes one; empty if the text names none. */
  readonly declaration: string;
  /** Declares the names, inside the function that is called for each item. */
  readonly names: string;
}

/** Gives each item a global of its own; `make` is a name that the text does not use. */
export function privateGlobal(
  free: ReadonlySet<string>,
  make: string,
): PrivateGlobal {
  const used = GLOBAL_NAMES.filter((name) => free.has(name));
  const [first] = used;
  if (first === undefined) return { declaration: "", names: "" };
  const others = used.slice(1).map((name) => `,${name}=${first}`);
  return {
    declaration: `const ${make}=((create,define,shared)=>()=>{` +
      `const own=create(shared);for(const name of ["globalThis","self"])` +
      `define(own,name,{value:own,writable:true,configurable:true});` +
      `return own})(Object.create,Object.defineProperty,globalThis);`,
    names: `const ${first}=${make}()${others.join("")};`,
  };
}
