// The present and randomness say which grant they need. Lockdown takes both away, but its
// errors speak of SES, of which whoever wrote the job has never heard.

import { construct, defineProperty, NativeTypeError } from "../prelude.ts";

/** Puts these errors in place; before lockdown freezes everything. */
export function nameNeeds(): void {
  const shared = new Compartment({ __options__: true }).globalThis.Math;
  defineProperty(shared, "random", {
    value: refusal("random", "Math.random() needs --allow random"),
  });
  const Known = Date.prototype.constructor as DateConstructor;
  const Named = namedDate(Known);
  for (const name of ["parse", "UTC"] as const) {
    defineProperty(Named, name, { value: Known[name] });
  }
  defineProperty(Named, "now", {
    value: refusal("now", "Date.now() needs --allow clock"),
  });
  defineProperty(Named, "length", { value: Known.length });
  defineProperty(Named, "prototype", {
    value: Known.prototype,
    writable: false,
  });
  defineProperty(Known.prototype, "constructor", { value: Named });
}

function refusal(name: string, why: string): () => never {
  const { [name]: refuse } = {
    [name]() {
      throw new NativeTypeError(why);
    },
  };
  return refuse as () => never;
}

function namedDate(Known: DateConstructor): DateConstructor {
  return function Date(...args: never[]): object {
    if (new.target === undefined) {
      throw new NativeTypeError("Date() needs --allow clock");
    }
    if (args.length === 0) {
      throw new NativeTypeError("new Date() needs --allow clock");
    }
    return construct(Known, args, new.target) as object;
  } as unknown as DateConstructor;
}
