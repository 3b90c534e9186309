import { defineProperty, getOwnPropertyDescriptor } from "../prelude.ts";

/** What getters give: lockdown sees the getter, and not the object behind it. */
const behindGetters: unknown[] = [];

/** Freezes what overridable properties give, by the `harden` that lockdown makes. */
export function hardenOverridable(harden: (value: unknown) => unknown): void {
  for (const value of behindGetters) harden(value);
}

/**
 * Defines a property of a shared object that those who inherit it can assign to, as in
 * every other realm: a frozen one could not be overridden by assignment.
 */
export function defineOverridable(
  holder: object,
  name: PropertyKey,
  value: unknown,
): void {
  behindGetters.push(value);
  const { get, set } = {
    get(): unknown {
      return value;
    },
    set(this: object, own: unknown): void {
      if (this === holder) throw new TypeError("what is shared is frozen");
      defineProperty(this, name, {
        value: own,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
  };
  defineProperty(holder, name, { get, set, configurable: true });
}

const ERRORS = [
  AggregateError,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];

/**
 * Lets an error of a job's own kind assign what it inherits, as older code does.
 *
 * After the repairs of lockdown, and before it freezes everything.
 */
export function letErrorsBeExtended(): void {
  for (const { prototype } of ERRORS) {
    for (const name of ["constructor", "message", "name", "toString"]) {
      const property = getOwnPropertyDescriptor(prototype, name);
      if (property === undefined || !("value" in property)) continue;
      defineOverridable(prototype, name, property.value);
    }
  }
}
