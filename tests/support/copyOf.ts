/** A copy as `structuredClone` makes it, several times as fast for what objects give each other: values, lists and records. */
export const copyOf = <T>(value: T): T => {
  if (typeof value !== "object" || value === null) return isCopied(value) ? value : structuredClone(value);
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Record<string, unknown>)[key]);
  return copy as T;
};

/** A function in it is an error there, and stays one. */
const isCopied = (value: unknown): boolean => typeof value !== "function" && typeof value !== "symbol";
