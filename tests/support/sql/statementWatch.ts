import { crossTenantStatements } from "./crossTenantStatements.ts";
import { filoTables } from "./filoTables.ts";
import { tenantScope } from "./tenantScope.ts";

type Scoped = ReturnType<typeof tenantScope>;

/** The same statement, however its lists and lines are written. */
export const plain = (sql: string): string =>
  sql
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\?(?:, \?)+/g, "?…")
    .trim();

const known = new Map<string, Scoped>();
const allowed = new Set(Object.values(crossTenantStatements).flat().map(plain));

const scopeOf = (sql: string): Scoped => {
  const found = known.get(sql) ?? tenantScope(sql, filoTables);
  known.set(sql, found);
  return found;
};

/**
 * What is wrong with a statement as it is about to run: tables that it reaches without a tenant, values that are no tenant's id where one
 * must stand, two tenants at once. Null when nothing is, or when it is one of those few that look across tenants by design.
 */
export const wrongWith = (sql: string, values: readonly unknown[]): string | null => {
  const { complaints, tenantPlaces, wordPlaces } = scopeOf(sql);
  const tenants = new Set(tenantPlaces.map((place) => values[place]));
  const strange = [...tenants].filter((value) => typeof value !== "string" || value === "");
  const [tenant] = tenants;
  const foreign = wordPlaces.filter((place) => !String(values[place]).includes(`t${String(tenant).slice(4)}`));
  const wrong = [
    ...complaints.map((complaint) => `no tenant: ${complaint}`),
    ...(strange.length > 0 ? [`no tenant's id: ${strange.map(String).join(", ")}`] : []),
    ...(tenants.size > 1 ? ["two tenants at once"] : []),
    ...(foreign.length > 0 ? ["words that do not name the tenant"] : []),
  ];
  return wrong.length === 0 || allowed.has(plain(sql)) ? null : `${wrong.join("; ")}\n  ${plain(sql)}`;
};
