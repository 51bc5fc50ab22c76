interface Placed {
  id: string;
  createdAt: string;
}

/** The one order of a thread (invariant I6): when it was accepted, then its id. Both compare as text: ISO instants and ids sort. */
export const byAcceptance = (a: Placed, b: Placed): number => {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

interface Listed {
  id: string;
  needsPerson: string | null;
  lastMessageAt: string;
}

/** The newest first. */
export const byRecency = (a: Omit<Listed, "needsPerson">, b: Omit<Listed, "needsPerson">): number => {
  if (a.lastMessageAt !== b.lastMessageAt) return a.lastMessageAt > b.lastMessageAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id > b.id ? -1 : 1;
};

/** The inbox's order: what needs a person first, then the newest. */
export const byAttention = (a: Listed, b: Listed): number =>
  Number(b.needsPerson !== null) - Number(a.needsPerson !== null) || byRecency(a, b);
