/** Lets work go on side by side as long as all of it together takes up no more than there is; what does not fit yet waits. */
export class Room {
  readonly #capacity: number;
  #taken = 0;
  #waiting: { size: number; enter: () => void }[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * Does the work once there is room for it. What is small goes past what is large and waits; what is larger than the room itself
   * is done alone.
   */
  async with<T>(size: number, work: () => Promise<T>): Promise<T> {
    const own = Math.min(size, this.#capacity);
    if (this.#taken + own <= this.#capacity) this.#taken += own;
    else await new Promise<void>((enter) => this.#waiting.push({ size: own, enter }));
    try {
      return await work();
    } finally {
      this.#taken -= own;
      this.#letIn();
    }
  }

  #letIn(): void {
    this.#waiting = this.#waiting.filter(({ size, enter }) => {
      if (this.#taken + size > this.#capacity) return true;
      this.#taken += size;
      enter();
      return false;
    });
  }
}
