/** How fast a number may send: on average one message each `everyMs`, at most `burst` at once. */
export interface Pace {
  everyMs: number;
  burst: number;
}

const sandboxNumber = "+14155238886";

/** Twilio's shared number for trying things out: the same for everybody, and nobody's own. */
export const isSandbox = (number: string): boolean => number === sandboxNumber;

/**
 * Whether somebody only joins the Sandbox. Twilio answers that by itself and calls no webhook for it; its list shows it.
 * Source: https://www.twilio.com/docs/whatsapp/sandbox#how-to-connect-to-the-sandbox
 */
export const joinsSandbox = ({ to, text }: { to: string; text: string }): boolean =>
  isSandbox(to) && /^\s*join\s+[a-z]+-[a-z]+\s*$/i.test(text);

/**
 * Sources: https://www.twilio.com/docs/whatsapp/best-practices-and-faqs (80 messages a second for each sender) and
 * https://www.twilio.com/docs/whatsapp/sandbox#sandbox-limitations (the Sandbox's number: one message every three seconds).
 */
export const paceOf = (number: string, messagesPerSecond = 80): Pace =>
  isSandbox(number) ? { everyMs: 3000, burst: 1 } : { everyMs: 1000 / messagesPerSecond, burst: 10 };

/**
 * A token bucket, told by one moment: `owed` is when the bucket would be full again. Gives when the next message may leave
 * and what is owed once it has left.
 */
export const takeSlot = (pace: Pace, owed: number, now: number): { at: number; owed: number } => {
  const at = Math.max(now, owed - (pace.burst - 1) * pace.everyMs);
  return { at, owed: Math.max(owed, at) + pace.everyMs };
};

/** What is owed by a clock that may have gone back since it was last read: the wait stays as long as it was. */
export const owedBy = (owed: number, readAt: number, now: number): number => (now < readAt ? owed - (readAt - now) : owed);

/** What is owed when nothing may leave before a moment: Twilio has asked for a rest. */
export const restUntil = (pace: Pace, owed: number, at: number): number => Math.max(owed, at + (pace.burst - 1) * pace.everyMs);

/** A number that was told it sends too fast: how many times slower it goes, and until when (milliseconds). */
export interface Slowdown {
  factor: number;
  until: number;
}

const slowForMs = 5 * 60_000;
const slowest = 64;

/** Each complaint halves the pace, and it stays so for five minutes after the last; a complaint after that begins anew. */
export const slower = (known: Slowdown | null, now: number): Slowdown => {
  const factor = known !== null && known.until > now ? Math.min(known.factor * 2, slowest) : 2;
  return { factor, until: now + slowForMs };
};

/** The pace as it is now. A number that was told to go slower sends no bursts either. */
export const slowed = (pace: Pace, slowdown: Slowdown | null, now: number): Pace =>
  slowdown === null || slowdown.until <= now ? pace : { everyMs: pace.everyMs * slowdown.factor, burst: 1 };
