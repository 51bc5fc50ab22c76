/** How far a lead has come, as it is stored: milliseconds, null until then. */
export interface Progress {
  newAt: number;
  repliedAt: number | null;
  engagedAt: number | null;
  qualifiedAt: number | null;
  convertedAt: number | null;
}

/** What a person's messages say, in order. */
export interface Exchange {
  at: number;
  /** The customer's own, or an answer to them. */
  by: "customer" | "us";
}

/** What is known of the person now. */
export interface Standing {
  /** Since when they are a client; null for everybody else. */
  clientSince: number | null;
  isQualified: boolean;
  /** When the contact last changed. */
  changedAt: number;
}

/**
 * Follows a lead one step further: New with the first message, Engaged with the first message after an answer, Qualified once there is
 * a name and an e-mail or a goal, Converted once they are a client (roadmap, phase 5.3). A date that is there stays, so looking twice
 * changes nothing. Somebody who was a client before ever writing is no lead.
 *
 * @param known null for somebody who isn't followed yet
 * @returns null when this is no lead
 */
export const followed = (known: Progress | null, exchanges: readonly Exchange[], standing: Standing): Progress | null => {
  const first = exchanges.find(({ by }) => by === "customer");
  const begun = known ?? (first && wasLead(standing, first.at) ? fresh(first.at) : null);
  if (!begun) return null;
  const repliedAt = begun.repliedAt ?? exchanges.find(({ by, at }) => by === "us" && at >= begun.newAt)?.at ?? null;
  const engagedAt =
    begun.engagedAt ??
    (repliedAt === null ? null : (exchanges.find(({ by, at }) => by === "customer" && at > repliedAt)?.at ?? null));
  const { clientSince } = standing;
  return {
    newAt: begun.newAt,
    repliedAt,
    engagedAt,
    qualifiedAt: begun.qualifiedAt ?? (standing.isQualified ? Math.max(begun.newAt, standing.changedAt) : null),
    convertedAt: begun.convertedAt ?? (clientSince === null ? null : Math.max(begun.newAt, clientSince)),
  };
};

/** Who wrote first and became a client afterwards was a lead then. */
const wasLead = ({ clientSince }: Standing, firstAt: number): boolean => clientSince === null || clientSince > firstAt;

const fresh = (newAt: number): Progress => ({ newAt, repliedAt: null, engagedAt: null, qualifiedAt: null, convertedAt: null });

/**
 * When a lead had come as far as each stage, in their order: new, engaged, qualified, converted. The stage's own date, or the first of
 * the later ones, so that who skipped a stage counts as having passed it; null until then.
 */
export const reachedAt = ({ newAt, engagedAt, qualifiedAt, convertedAt }: Omit<Progress, "repliedAt">): (number | null)[] => {
  const dates = [newAt, engagedAt, qualifiedAt, convertedAt];
  return dates.map((_, stage) => {
    const later = dates.slice(stage).filter((at) => at !== null);
    return later.length === 0 ? null : Math.min(...later);
  });
};
