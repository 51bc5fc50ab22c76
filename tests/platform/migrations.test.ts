import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";

/** A database of the first release with a thread in it, brought up to date. */
const broughtUpToDate = (): DatabaseSync => {
  const db = new DatabaseSync(":memory:");
  const files = readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  const migrate = (names: string[]) => {
    for (const name of names) db.exec(readFileSync(`migrations/${name}`, "utf8").replaceAll("--> statement-breakpoint", ""));
  };
  migrate(files.slice(0, 3));
  db.exec(`
    INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES ('ten_a', 'T', 'it', 'Europe/Rome', '[]', '[]', 0);
    INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit,
      daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at)
      VALUES ('ten_a', 'agt_a', 'A', 'a', '', '', '', '[]', 'ai_only', 1, '[]', 15, 0, 1, 1, 4000, '', 'm', 1, 0, 0);
    INSERT INTO contacts (tenant_id, id, display_name, roles, note, language, created_at, updated_at) VALUES ('ten_a', 'con_a', 'C', '[]', '', 'en', 0, 0);
    INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, created_at) VALUES ('ten_a', 'idn_a', 'con_a', 'phone', '+447700900199', 0);
    INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, unread_count, last_message_at, attention, version, created_at)
      VALUES ('ten_a', 'cnv_a', 'agt_a', 'con_a', 1, 1, 0, 300, 0, 0, 0);
    INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version) VALUES
      ('ten_a', 'msg_a', 'cnv_a', 'whatsapp', 'inbound', 'client', 'text', 'una bicicletta', 'received', 1, 100, 1),
      ('ten_a', 'msg_b', 'cnv_a', 'whatsapp', 'inbound', 'client', 'notice', 'bicicletta 123456', 'received', 1, 200, 1),
      ('ten_a', 'msg_c', 'cnv_a', 'whatsapp', 'outbound', 'ai', 'reply', 'rossa?', 'read', 1, 300, 1);
  `);
  migrate(files.slice(3));
  return db;
};

describe("a database of the first release", () => {
  it("finds the words that were written before", () => {
    const found = broughtUpToDate()
      .prepare(
        "SELECT m.id FROM message_words w JOIN messages m ON m.rowid = w.rowid WHERE message_words MATCH 'scope : \"ta\" AND words : bici*'",
      )
      .all();
    expect(found).toEqual([{ id: "msg_a" }]);
  });

  it("knows since when each thread's window is open, and that its languages were set by people", () => {
    const db = broughtUpToDate();
    expect(db.prepare("SELECT last_whatsapp_inbound_at AS at FROM conversations").all()).toEqual([{ at: 200 }]);
    expect(db.prepare("SELECT language_source AS source FROM contacts").all()).toEqual([{ source: "set" }]);
  });

  it("has its inbox counted, and finds its people", () => {
    const db = broughtUpToDate();
    expect(db.prepare("SELECT key, count FROM inbox_counts ORDER BY key").all()).toEqual([
      { key: "agent:agt_a", count: 1 },
      { key: "leads", count: 1 },
    ]);
    const match = "SELECT k.id FROM contact_words w JOIN contacts k ON k.rowid = w.rowid WHERE contact_words MATCH ?";
    for (const words of ["c*", "447700900199"])
      expect(db.prepare(match).all(`scope : "ta" AND words : ${words}`)).toEqual([{ id: "con_a" }]);
  });

  it("forgets an old message like a new one", () => {
    const db = broughtUpToDate();
    db.exec("DELETE FROM messages WHERE id = 'msg_a'");
    expect(db.prepare("SELECT rowid FROM message_words WHERE message_words MATCH 'bici*'").all()).toEqual([]);
  });
});

describe("a database in which figures were counted before people were, day by day", () => {
  const counted = (): DatabaseSync => {
    const db = new DatabaseSync(":memory:");
    const files = readdirSync("migrations").filter((name) => name.endsWith(".sql"));
    const migrate = (names: string[]) => {
      for (const name of names.toSorted())
        db.exec(readFileSync(`migrations/${name}`, "utf8").replaceAll("--> statement-breakpoint", ""));
    };
    migrate(files.filter((name) => name < "0018"));
    db.exec(`
      INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES ('ten_a', 'T', 'it', 'Europe/Rome', '[]', '[]', 0);
      INSERT INTO contacts (tenant_id, id, display_name, roles, note, merged_into, created_at, updated_at) VALUES
        ('ten_a', 'con_a', 'A', '[]', '', 'con_b', 0, 0), ('ten_a', 'con_b', 'B', '[]', '', 'con_c', 0, 0), ('ten_a', 'con_c', 'C', '[]', '', NULL, 0, 0);
      INSERT INTO daily_contacts (tenant_id, day, agent_id, contact_id, level, conversation_id, inbound_messages, ai_messages, manual_messages) VALUES
        ('ten_a', '2026-11-01', 'agt_a', 'con_a', 1, 'cnv_a', 1, 0, 0), ('ten_a', '2026-11-03', 'agt_a', 'con_c', 1, 'cnv_a', 1, 0, 0);
      INSERT INTO funnel (tenant_id, contact_id, agent_id, new_at, converted_at) VALUES
        ('ten_a', 'con_c', 'agt_a', ${Date.UTC(2026, 9, 31, 23, 30)}, ${Date.UTC(2026, 10, 9)});
    `);
    migrate(files.filter((name) => name >= "0018"));
    return db;
  };

  it("knows who each contact is today, and which days the clock has to count again", () => {
    const db = counted();
    expect(db.prepare("SELECT contact_id AS contact, person_id AS person FROM daily_contacts ORDER BY 1").all()).toEqual([
      { contact: "con_a", person: "con_c" },
      { contact: "con_c", person: "con_c" },
    ]);
    const stale = (what: string) =>
      db
        .prepare("SELECT day FROM stale_days WHERE tenant_id = 'ten_a' AND what = ? ORDER BY day")
        .all(what)
        .map(({ day }) => day);
    expect(stale("people")).toEqual(["2026-11-01", "2026-11-03"]);
    expect(stale("leads")).toEqual(["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-08", "2026-11-09", "2026-11-10"]);
  });
});
