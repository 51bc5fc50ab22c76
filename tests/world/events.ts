import type { WorldEvent } from "./contract.ts";

type Listener = (event: WorldEvent) => void;

/** Tells phone pages and waiting tests what has just happened. */
export class Events {
  readonly #listeners = new Set<Listener>();

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns the way to stop listening. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
