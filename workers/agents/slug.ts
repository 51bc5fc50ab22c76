const longest = 48;

/** A public address made of a name: "Perché no?" → `perche-no`; a name without a Latin letter or digit gives `agente`. */
export const slugOf = (name: string): string => {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
  return plain || "agente";
};

/** `coach`, `coach-2` … `coach-9`, then a random end: a common name must not take a hundred tries. */
export const slugCandidates = (name: string, random: string): string[] => {
  const slug = slugOf(name);
  return [slug, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${slug}-${n}`), `${slug}-${random}`];
};
