interface Scrolled {
  /** Whether the newest message was followed until now. */
  follows: boolean;
  /** Where the view stands, and where it stood: px from the start. */
  offset: number;
  before: number;
  /** px between the view and the end of the thread. */
  distance: number;
}

/** So near, the newest message counts as on screen. */
export const nearEnd = 120;

/**
 * Whether the view goes on following the newest message. Only a reader who moves up lets go of it: when rows turn out taller than guessed or
 * messages come in, the end moves away from a view that stands still.
 */
export const followsEnd = ({ follows, offset, before, distance }: Scrolled): boolean =>
  distance < nearEnd || (follows && offset >= before);
