import fc from "fast-check";
import { expect, it } from "vitest";
import { activeLevel, type HeldSubscription } from "../../workers/contacts/level.ts";
import { matchOf } from "../../workers/platform/searchMatch.ts";
import { tenantRow } from "../inbox/crowd.ts";
import { NodeD1 } from "../support/nodeD1.ts";

const tenants = ["ten_a", "ten_b"];
const people = ["ctc_a", "ctc_b", "ctc_c"];
const emails = ["anna@example.test", "bruno@example.test"];
const roles = ["client", "lead", "guest", "supplier"];
const statuses = ["active", "active", "pending", "canceled", "expired"];

interface Change {
  what:
    | "hold"
    | "change"
    | "drop"
    | "email"
    | "prove"
    | "unprove"
    | "hand over"
    | "say"
    | "unsay"
    | "roles"
    | "block"
    | "join"
    | "erase";
  tenant: number;
  person: number;
  n: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  what: fc.constantFrom(
    ...(["hold", "hold", "change", "drop", "email", "email", "prove", "prove", "unprove", "hand over"] as const),
    ...(["say", "say", "unsay", "roles", "block", "join", "erase"] as const),
  ),
  tenant: fc.nat(1),
  person: fc.nat(people.length - 1),
  n: fc.nat(59),
});

const d1 = new NodeD1();
const run = (query: string, ...values: (string | number | null)[]): void => void d1.sqlite.prepare(query).run(...values);
const all = (query: string): Record<string, unknown>[] => d1.sqlite.prepare(query).all();

for (const tenant of tenants) run(tenantRow, tenant);

const begin = (): void => {
  for (const table of ["subscriptions", "consents", "contact_identities", "contacts"]) run(`DELETE FROM ${table}`);
  for (const tenant of tenants)
    for (const person of people)
      run(
        "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, ?, '[]', '', 0, 0)",
        tenant,
        person,
        `Persona ${person.at(-1)}`,
      );
};

const apply = ({ what, tenant, person, n }: Change, at: number): void => {
  const who = [tenants[tenant]!, people[person]!] as const;
  const [email, level, status] = [emails[n % 2]!, 1 + (n % 4), statuses[n % 5]!];
  const ofTenant = `tenant_id = '${who[0]}'`;
  const ofPerson = `${ofTenant} AND contact_id = '${who[1]}'`;
  const holder = n % 3 === 0 ? [null, email] : n % 3 === 1 ? [who[1], null] : [who[1], email];
  if (what === "hold")
    run("INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, 0, 0)", who[0], `sub_${at}`, holder[0]!, holder[1]!, level, status);
  if (what === "change")
    run(
      `UPDATE subscriptions SET level = ?, status = ?, email = ? WHERE ${ofTenant} AND (contact_id = '${who[1]}' OR contact_id IS NULL)`,
      level,
      status,
      email,
    );
  if (what === "drop") run(`DELETE FROM subscriptions WHERE ${n % 2 ? ofPerson : `${ofTenant} AND email = '${email}'`}`);
  if (what === "email")
    run(
      "INSERT INTO contact_identities VALUES (?, ?, ?, 'email', ?, ?, 0) ON CONFLICT DO NOTHING",
      who[0],
      `idn_${at}`,
      who[1],
      email,
      n % 4 ? 1 : null,
    );
  if (what === "prove") run(`UPDATE contact_identities SET verified_at = 1 WHERE ${ofPerson}`);
  if (what === "unprove") run(`UPDATE contact_identities SET verified_at = NULL WHERE ${ofPerson}`);
  if (what === "hand over")
    for (const table of ["contact_identities", "subscriptions", "consents"])
      run(`UPDATE ${table} SET contact_id = ? WHERE ${ofPerson}`, people[n % people.length]!);
  if (what === "say")
    run(
      "INSERT INTO consents (tenant_id, id, contact_id, channel, state, evidence, at) VALUES (?, ?, ?, ?, ?, '', ?)",
      ...who.toSpliced(1, 0, `cns_${at}`),
      n % 2 ? "web" : "whatsapp",
      n % 3 ? "stopped" : "started",
      at * 100 - n * 7,
    );
  if (what === "unsay") run(`DELETE FROM consents WHERE ${ofPerson}`);
  const set = (fields: string) => run(`UPDATE contacts SET ${fields} WHERE ${ofTenant} AND id = '${who[1]}'`);
  if (what === "roles") set(`roles = '${JSON.stringify(roles.filter((_, bit) => n & (1 << bit)))}'`);
  if (what === "block") set(`blocked_at = ${n % 2 ? at : "NULL"}`);
  if (what === "join") set(`merged_into = ${n % 2 ? "'ctc_x'" : "NULL"}`);
  if (what === "erase" && n % 5 === 0) set(`deleted_at = ${at}, blocked_at = NULL, roles = '[]'`);
};

interface Standing {
  key: string;
  isListed: boolean;
  facets: string[];
}

/** By the pure rule of levels, and by the last word on each channel. */
const standings = (): Standing[] =>
  all("SELECT * FROM contacts ORDER BY tenant_id, id").map((row) => {
    const [tenant, id] = [row["tenant_id"], String(row["id"])];
    const own = (table: string) => all(`SELECT * FROM ${table} WHERE tenant_id = '${String(tenant)}'`);
    const verifiedEmails = own("contact_identities")
      .filter((one) => one["contact_id"] === id && one["verified_at"] !== null)
      .map((one) => String(one["value"]));
    const held = own("subscriptions").map((one): HeldSubscription => ({
      contactId: one["contact_id"] as string | null,
      email: one["email"] as string | null,
      level: Number(one["level"]),
      status: String(one["status"]),
    }));
    const said = own("consents").filter((one) => one["contact_id"] === id);
    const last = [...Map.groupBy(said, (one) => one["channel"]).values()].map((words) =>
      words.reduce((newest, one) => (Number(one["at"]) > Number(newest["at"]) ? one : newest)),
    );
    const isStopped = last.some((one) => one["state"] === "stopped");
    return {
      key: `${String(tenant)} ${id}`,
      isListed: row["merged_into"] === null && row["deleted_at"] === null,
      facets: [
        `level${activeLevel(held, { contactId: id, verifiedEmails })}`,
        ...(isStopped ? ["stopped"] : []),
        ...(row["blocked_at"] === null ? [] : ["blocked"]),
        ...(JSON.parse(String(row["roles"])) as string[]).map((role) => `role${role}`),
      ],
    };
  });

const listed = (tenantId: string, facets: string[]): string[] =>
  d1.sqlite
    .prepare(
      "SELECT k.tenant_id || ' ' || k.id AS key FROM contact_words AS w JOIN contacts AS k ON k.rowid = w.rowid WHERE contact_words MATCH ?",
    )
    .all(matchOf({ tenantId, facets }))
    .map(({ key }) => String(key))
    .toSorted();

const facets = ["level1", "level2", "level3", "stopped", "blocked", ...roles.map((role) => `role${role}`)];

it("whoever is listed by level, STOP, block and role is who it should be, after every change of any history", () => {
  let at = 1;
  fc.assert(
    fc.property(fc.array(change, { minLength: 10, maxLength: 60 }), (history) => {
      begin();
      for (const one of history) {
        apply(one, at++);
        const tenant = tenants[one.tenant]!;
        const now = standings().filter(({ key, isListed }) => isListed && key.startsWith(`${tenant} `));
        const expected = facets.map((facet) => [facet, now.filter((who) => who.facets.includes(facet)).map(({ key }) => key)]);
        expect(facets.map((facet) => [facet, listed(tenant, [facet])])).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});
