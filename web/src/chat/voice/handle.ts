/** How a press on the button that records went on: whether the finger is still down, and where to. */
export interface Press {
  isDown: boolean;
  /** CSS pixels the finger has moved to the left since. */
  slid: number;
}

/** What the button may ask of a recorder. */
export interface RecorderHandle {
  /** Ends the recording and sends it. */
  finish(): void;
}
