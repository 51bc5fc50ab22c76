/** A moment at which something is made to happen: the next call of this kind has set out. */
export type Step = "send" | "ask" | "project" | "message" | `${"CONVERSATION" | "LINE" | "INBOX" | "QUOTA"} ${string}`;

/** Where the next stroke is to fall. What comes at any time seldom comes at the one time that matters. */
export class Aim {
  #step: Step | null = null;

  at(step: Step): void {
    this.#step = step;
  }

  note(step: string): void {
    if (this.#step === step) this.#step = null;
  }

  isHit = (): boolean => this.#step === null;
}
