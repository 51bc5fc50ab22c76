import type { Chance } from "../platform/clock.ts";

/** Values that are good for a while; afterwards only as the last that was known. */
export class Fresh<T> {
  readonly #chance: Chance;
  readonly #freshForMs: number;
  readonly #values = new Map<string, { value: T; readAt: number }>();

  constructor(chance: Chance, freshForMs: number) {
    this.#chance = chance;
    this.#freshForMs = freshForMs;
  }

  get(name: string): T | undefined {
    const known = this.#values.get(name);
    return known && this.#chance.now() - known.readAt < this.#freshForMs ? known.value : undefined;
  }

  last(name: string): T | undefined {
    return this.#values.get(name)?.value;
  }

  /** @param age `keep`: the value was changed here, not read again, so it grows no younger */
  set(name: string, value: T, age: "new" | "keep" = "new"): T {
    const readAt = (age === "keep" && this.#values.get(name)?.readAt) || this.#chance.now();
    this.#values.set(name, { value, readAt });
    return value;
  }

  /** No longer good: it is read again before it is used, and stays as the last that was known. */
  age(name: string): void {
    const known = this.#values.get(name);
    if (known) this.#values.set(name, { ...known, readAt: Number.NEGATIVE_INFINITY });
  }

  forget(name: string): void {
    this.#values.delete(name);
  }
}
