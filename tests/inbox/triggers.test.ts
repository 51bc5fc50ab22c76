import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NodeD1 } from "../support/nodeD1.ts";
import { agentRow, tenantRow } from "./crowd.ts";

const tenants = ["ten_a", "ten_b"];
const agents = ["agt_a", "agt_b"];
const labels = ["lbl_a", "lbl_b", "lbl_c"];
const users = ["usr_a", "usr_b"];
const slot = 600_000;

class Office {
  readonly #d1 = new NodeD1();

  constructor() {
    for (const tenant of tenants) {
      this.run(tenantRow, tenant);
      // Agents' addresses are unique in the whole house.
      for (const agent of agents) this.run(agentRow, tenant, `${agent}${tenant}`, "A");
      for (const label of labels)
        this.run("INSERT INTO labels (tenant_id, id, name, color, created_at) VALUES (?, ?, ?, 'teal', 0)", tenant, label, label);
      for (const contact of contacts)
        this.run(
          "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, 'C', '[]', '', 0, 0)",
          tenant,
          contact,
        );
    }
  }

  run(query: string, ...values: (string | number | null)[]): number {
    const before = this.#d1.changes();
    this.#d1.sqlite.prepare(query).run(...values);
    return this.#d1.changes() - before;
  }

  all<T>(query: string): T[] {
    return this.#d1.sqlite.prepare(query).all() as T[];
  }

  clear(): this {
    for (const table of ["conversation_labels", "conversations", "inbox_counts"]) this.run(`DELETE FROM ${table}`);
    this.run("UPDATE contacts SET roles = '[]'");
    return this;
  }
}

const contacts = ["ctc_a", "ctc_b", "ctc_c", "ctc_d"];

interface Change {
  tenant: number;
  contact: number;
  what:
    | "open"
    | "say"
    | "place"
    | "roles"
    | "attention"
    | "agent"
    | "assign"
    | "join"
    | "label"
    | "label late"
    | "delete"
    | "hand over";
  n: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  tenant: fc.nat(1),
  contact: fc.nat(contacts.length - 1),
  what: fc.constantFrom(
    "open",
    "open",
    "say",
    "say",
    "place",
    "roles",
    "attention",
    "agent",
    "assign",
    "join",
    "label",
    "label late",
    "delete",
    "hand over",
  ),
  n: fc.nat(7),
});

const set = (office: Office, { tenant, contact }: Change, fields: string, ...values: (string | number | null)[]) =>
  office.run(`UPDATE conversations SET ${fields} WHERE tenant_id = ? AND id = ?`, ...values, tenants[tenant]!, `cnv_${contact}`);

const setLabels = (office: Office, one: Change): void => {
  const [tenant, id] = [tenants[one.tenant]!, `cnv_${one.contact}`];
  const carried = labels.filter((_, bit) => one.n & (1 << bit));
  const mirror = () => set(office, one, "label_ids = ?", JSON.stringify(carried));
  if (one.what === "label") mirror();
  office.run("DELETE FROM conversation_labels WHERE tenant_id = ? AND conversation_id = ?", tenant, id);
  for (const label of carried)
    office.run(
      "INSERT INTO conversation_labels (tenant_id, conversation_id, label_id) SELECT tenant_id, id, ? FROM conversations WHERE tenant_id = ? AND id = ?",
      label,
      tenant,
      id,
    );
  mirror();
};

const apply = (office: Office, one: Change): void => {
  const [tenant, id, contact] = [tenants[one.tenant]!, `cnv_${one.contact}`, contacts[one.contact]!];
  const agent = (n: number) => `${agents[n % 2]}${tenant}`;
  if (one.what === "open")
    office.run(
      `INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, last_message_at, attention, place, assignee_id, version, created_at)
       VALUES (?, ?, ?, ?, 1, 1, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING`,
      tenant,
      id,
      agent(0),
      contact,
      one.n % 2 ? 1 : 0,
      one.n % 3 ? 0 : 1,
      one.n === 7 ? "snoozed" : "open",
      one.n > 5 ? users[0]! : null,
    );
  if (one.what === "say") set(office, one, "last_message_at = last_message_at + ?, attention = attention", one.n * 200_000 + 1);
  if (one.what === "place") set(office, one, "place = ?", ["open", "snoozed", "closed", "blocked"][one.n % 4]!);
  if (one.what === "roles")
    office.run(
      "UPDATE contacts SET roles = ? WHERE tenant_id = ? AND id = ?",
      one.n % 2 ? '["client"]' : '["lead"]',
      tenant,
      contact,
    );
  if (one.what === "attention") set(office, one, "attention = ?", one.n % 2);
  if (one.what === "agent") set(office, one, "agent_id = ?", agent(one.n));
  if (one.what === "assign") set(office, one, "assignee_id = ?", one.n % 3 === 2 ? null : users[one.n % 3]!);
  if (one.what === "join") set(office, one, "moved_to = ?, last_message_at = ?", one.n % 2 ? "cnv_x" : null, one.n % 2 ? 0 : 7);
  if (one.what === "label" || one.what === "label late") setLabels(office, one);
  if (one.what === "hand over") set(office, one, "contact_id = ?", contacts[one.contact]!);
  if (one.what === "delete") {
    office.run("DELETE FROM conversation_labels WHERE tenant_id = ? AND conversation_id = ?", tenant, id);
    office.run("DELETE FROM conversations WHERE tenant_id = ? AND id = ?", tenant, id);
  }
};

interface Row {
  tenant_id: string;
  id: string;
  agent_id: string;
  is_client: number;
  attention: number;
  assignee_id: string | null;
  place: string;
  last_message_at: number;
  moved_to: string | null;
  list_attention: number | null;
  list_at: number | null;
}

/** What the inbox shows, counted one by one. */
const recount = (office: Office): Record<string, number> => {
  const counts: Record<string, number> = {};
  const labelled = office.all<{ tenant_id: string; conversation_id: string; label_id: string }>(
    "SELECT * FROM conversation_labels",
  );
  for (const row of office.all<Row>("SELECT * FROM conversations")) {
    const add = (key: string) => (counts[`${row.tenant_id} ${key}`] = (counts[`${row.tenant_id} ${key}`] ?? 0) + 1);
    if (row.last_message_at <= 0 || row.moved_to !== null) continue;
    if (row.place === "snoozed") add("snoozed");
    if (row.place !== "open") continue;
    add(row.is_client ? "clients" : "leads");
    add(`agent:${row.agent_id}`);
    if (row.attention) add("needs_person");
    if (row.assignee_id !== null) add(`assignee:${row.assignee_id}`);
    for (const label of labelled)
      if (label.tenant_id === row.tenant_id && label.conversation_id === row.id) add(`label:${label.label_id}`);
  }
  return counts;
};

const counted = (office: Office): Record<string, number> =>
  Object.fromEntries(
    office
      .all<{ tenant_id: string; key: string; count: number }>("SELECT * FROM inbox_counts WHERE count <> 0")
      .map(({ tenant_id, key, count }) => [`${tenant_id} ${key}`, count]),
  );

const isSameTime = (listed: number, real: number) => Math.floor(listed / slot) === Math.floor(real / slot);

const narrowing = ["is_client", "agent_id", "assignee_id"] as const;

/** Rows whose places in the lists of assignees and labels are wrong. */
const misplaced = (office: Office): unknown[] => {
  const rows = office.all<Row>("SELECT * FROM conversations");
  const isListed = (row: Row) => row.last_message_at > 0 && row.moved_to === null;
  const ofAssignees = rows.filter((row) => {
    if (row.assignee_id === null || row.place !== "open" || !isListed(row)) return row.list_at !== null;
    return row.list_at === null || row.list_attention !== row.attention || !isSameTime(row.list_at, row.last_message_at);
  });
  const ofLabels = office
    .all<Row & { conversation_id: string; list_at: number }>("SELECT * FROM conversation_labels")
    .filter((carried) => {
      const row = rows.find(({ tenant_id, id }) => tenant_id === carried.tenant_id && id === carried.conversation_id)!;
      if (carried.place !== (isListed(row) ? row.place : "")) return true;
      if (narrowing.some((column) => carried[column] !== row[column])) return true;
      return isListed(row) && (carried.list_attention !== row.attention || !isSameTime(carried.list_at, row.last_message_at));
    });
  return [...ofAssignees, ...ofLabels];
};

const office = new Office();

describe("the inbox's figures and places, over any history of changes", () => {
  it("are what a recount says", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (history) => {
        office.clear();
        for (const one of history) apply(office, one);
        expect(counted(office)).toEqual(recount(office));
        expect(misplaced(office)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("are right after every single change", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (history) => {
        office.clear();
        for (const one of history) {
          apply(office, one);
          expect(counted(office)).toEqual(recount(office));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a message in a conversation that stays where it is", () => {
  const base = { tenant: 0, contact: 0, n: 1 };
  const message = "last_message_at = ?, attention = 0, moved_to = NULL, version = version + 1";

  beforeAll(() => apply(office.clear(), { ...base, what: "open" }));

  it("changes its own row and nothing else", () => {
    expect(set(office, { ...base, what: "say" }, message, 50 * slot)).toBe(1);
    expect(set(office, { ...base, what: "say" }, message, 70 * slot)).toBe(1);
  });

  it("also when it is somebody's and has labels, until ten minutes are over", () => {
    apply(office, { ...base, what: "assign", n: 0 });
    apply(office, { ...base, what: "label", n: 3 });
    expect(set(office, { ...base, what: "say" }, message, 80 * slot)).toBe(1 + 1 + 2);
    expect(set(office, { ...base, what: "say" }, message, 80 * slot + 1)).toBe(1);
    expect(set(office, { ...base, what: "say" }, message, 81 * slot - 1)).toBe(1);
    expect(set(office, { ...base, what: "say" }, message, 81 * slot)).toBe(1 + 1 + 2);
  });
});
