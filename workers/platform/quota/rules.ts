/** One call to the model that is about to be made for a batch of messages. A call made anew is a new turn. */
export interface ReserveRequest {
  turnId: string;
  contactId: string;
  /** The address an anonymous visitor comes from; null on WhatsApp. */
  addressHash: string | null;
  /** Every message of the batch, also those that an earlier turn has counted. */
  messageIds: string[];
  /** Messages a contact may write a day; null for as many as it likes. */
  limit: number | null;
  /** What the call can cost at most, in millionths of a euro. */
  maxMicros: number;
  /** What the agent may spend a day, in millionths of a euro. */
  capMicros: number;
  /** The tenant's calendar day, `YYYY-MM-DD`. */
  day: string;
}

export type ReserveAnswer = { kind: "ok"; remaining: number | null } | { kind: "daily_limit" } | { kind: "spend_cap" };

/** A gym or an office is one address with many people behind it. */
export const addressFactor = 10;

/** How many messages stand counted: up to and with this batch, and of those how many came before it. */
export interface Counted {
  total: number;
  beforeBatch: number;
}

/**
 * A batch is answered if its first message is still within the limit, of its contact and of its address (DESIGN section 4).
 */
export const isWithinLimit = (limit: number | null, contact: Counted, address: Counted | null): boolean =>
  limit === null || (contact.beforeBatch < limit && (address === null || address.beforeBatch < limit * addressFactor));

/** Messages left today; null without a limit. */
export const remainingOf = (limit: number | null, contact: number, address: number | null): number | null =>
  limit === null ? null : Math.max(0, Math.min(limit - contact, limit * addressFactor - (address ?? 0)));

/** What one turn has cost, and what is reserved for a call under way; null when none is. */
export interface TurnSpend {
  reserved: number | null;
  settled: number;
}

/**
 * The turn after a reservation, or null when the day's cap forbids it (invariant I12). Reserving again what is still reserved
 * changes nothing, unless the call has become dearer; after a settlement it is a further call.
 *
 * @param committed what the day's turns have settled and reserved so far, this one included
 */
export const reserveSpend = (turn: TurnSpend, committed: number, maxMicros: number, capMicros: number): TurnSpend | null => {
  const reserved = Math.max(turn.reserved ?? 0, maxMicros);
  const more = reserved - (turn.reserved ?? 0);
  if (turn.reserved !== null && more === 0) return turn;
  return committed + more <= capMicros ? { reserved, settled: turn.settled } : null;
};

/** The turn after its call: what it has cost in place of what was reserved. A settlement without a reservation is a late echo. */
export const settleSpend = (turn: TurnSpend, micros: number): TurnSpend =>
  turn.reserved === null ? turn : { reserved: null, settled: turn.settled + Math.max(0, Math.ceil(micros)) };

/** What a turn weighs in its day. */
export const committedBy = (turn: TurnSpend): number => (turn.reserved ?? 0) + turn.settled;

/** The oldest day still kept: the one before, for calls that cross midnight. */
export const oldestKept = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
