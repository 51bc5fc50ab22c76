const withinMs = 400;
const thick = 10;
const longestMs = 5_000;
/** Between two hand-overs during a rush, in milliseconds. */
export const breathMs = 100;

/**
 * Whether calls come so thick that answering them goes before handing over what they brought: Twilio waits for the answer, while
 * a customer's fragments are gathered for seconds anyway. A rush that doesn't cease is none any more: then both have to share.
 */
export class Rush {
  readonly #latest: number[] = [];
  #since: number | null = null;

  /** One of Twilio's calls has come. */
  note(now: number): void {
    this.#latest.push(now);
    if (this.#latest.length > thick) this.#latest.shift();
    if (!this.#isThick(now)) this.#since = null;
    else this.#since ??= now;
  }

  isOn(now: number): boolean {
    return this.#since !== null && this.#isThick(now) && now - this.#since < longestMs;
  }

  #isThick(now: number): boolean {
    const [first] = this.#latest;
    return this.#latest.length === thick && first !== undefined && now - first < withinMs;
  }
}
