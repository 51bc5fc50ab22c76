import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { ImportField } from "../../../schema/contract/contactImports.ts";
import type { JobHint } from "../../../schema/contract/jobs.ts";
import { contactIdentities, contactImportRows, contacts, subscriptions } from "../../../schema/tables/contacts.ts";
import { previewImport } from "../../../workers/contacts/imports/previewImport.ts";
import { getImport, listImportRows, listImports } from "../../../workers/contacts/imports/readImports.ts";
import { runImport } from "../../../workers/contacts/imports/runImport.ts";
import { startImport } from "../../../workers/contacts/imports/startImport.ts";
import { leaseJob, settleJob } from "../../../workers/platform/jobs.ts";
import { TenantDb } from "../../../workers/platform/tenantDb.ts";
import { d1, enter, granted, keyOf, openDesk } from "../desk.ts";

const mapping: (ImportField | null)[] = ["name", "phone", "email", "level", "goal"];
const head = "Nome;Telefono;E-mail;Livello;Obiettivo";

const importDesk = async () => {
  const desk = await openDesk();
  const hints: JobHint[] = [];
  const importDeps = { chance: desk.chance, hints: { send: async (sent: JobHint[]) => void hints.push(...sent) } };
  const start = async (lines: string[], known: "fill" | "skip" = "fill") =>
    granted(
      await startImport(importDeps, desk.db, "usr_test", {
        text: [head, ...lines].join("\n"),
        mapping,
        known,
        fileName: "lista.csv",
      }),
    );
  /** Does what the queue would. */
  const work = async (): Promise<void> => {
    for (let hint = hints.shift(); hint; hint = hints.shift()) {
      const job = await leaseJob(desk.db, hint.jobId, desk.chance.now());
      if (job) await settleJob(desk.db, job, await runImport(importDeps, desk.db, job), desk.chance.now());
    }
  };
  const rows = async (id: string) => granted(await listImportRows(desk.db, id, { limit: 100 })).items;
  const people = async () => (await desk.db.all(contacts)).map(({ displayName }) => displayName).toSorted();
  return { ...desk, importDeps, hints, start, work, rows, people };
};

describe("taking a list of people in", () => {
  it("shows beforehand what it would bring, and stores nothing", async () => {
    const desk = await importDesk();
    await enter(desk, { displayName: "Bruno", phone: "+447700900002" });
    const text = [head, "Anna;+447700900001;;Oro;", "B.;+44 7700 900003;b@example.com;;", "Carla;12;;;", ";;;;x"].join("\n");
    const preview = granted(await previewImport(desk.db, { text, known: "fill" }));
    expect(preview).toMatchObject({ total: 4, create: 2, update: 0, skip: 2 });
    expect(preview.columns.map(({ field }) => field)).toEqual(mapping);
    expect(preview.rows.map(({ line, verdict, reason }) => [line, verdict, reason])).toEqual([
      [2, "create", null],
      [3, "create", null],
      [4, "skip", "bad_phone"],
      [5, "skip", "empty"],
    ]);
    expect(await desk.people()).toEqual(["Bruno"]);
  });

  it("makes people of rows, and tells of each what became of it", async () => {
    const desk = await importDesk();
    const known = await enter(desk, { displayName: "Bruno", phone: "+447700900002" });
    const { id } = await desk.start([
      "Anna;+447700900001;Anna@Example.com;Oro;Correre",
      "Il Bruno;+447700900002;bruno@example.com;;Nuotare",
      "Carla;12;;;",
      "Anna bis;+447700900001;;;",
    ]);
    await desk.work();
    expect(granted(await getImport(desk.db, id))).toMatchObject({
      state: "done",
      total: 4,
      done: 4,
      created: 1,
      updated: 1,
      skipped: 2,
    });
    expect((await desk.rows(id)).map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
      [2, "created", null],
      [3, "updated", null],
      [4, "skipped", "bad_phone"],
      [5, "skipped", "twice_in_file"],
    ]);
    expect(await desk.people()).toEqual(["Anna", "Bruno"]);
    const bruno = await desk.db.first(contacts, eq(contacts.id, known.id));
    expect(bruno).toMatchObject({ displayName: "Bruno", goal: "Nuotare", roles: ["lead"] });
    const emails = await desk.db.all(contactIdentities, { where: eq(contactIdentities.kind, "email") });
    expect(emails.map(({ value, verifiedAt }) => [value, verifiedAt]).toSorted()).toEqual([
      ["anna@example.com", null],
      ["bruno@example.com", null],
    ]);
    const anna = await desk.db.first(contacts, eq(contacts.displayName, "Anna"));
    expect(anna).toMatchObject({ roles: ["client"], goal: "Correre" });
    expect(await desk.db.all(subscriptions)).toMatchObject([{ contactId: anna!.id, level: 3, status: "active" }]);
  });

  it("knows whoever pays as a client, and a client as no lead", async () => {
    const desk = await importDesk();
    const columns = ["name", "phone", "role", "level"] as const;
    await enter(desk, { displayName: "Bruno", phone: "+447700900002", roles: ["lead"] });
    await enter(desk, { displayName: "Dora", phone: "+447700900004", roles: ["client"] });
    const rows = ["Anna;+447700900001;Lead;Oro", "Bruno;+447700900002;;Oro", "Dora;+447700900004;Lead;"];
    granted(
      await startImport(desk.importDeps, desk.db, "usr_test", {
        text: ["Nome;Telefono;Ruolo;Livello", ...rows].join("\n"),
        mapping: [...columns],
        known: "fill",
        fileName: "lista.csv",
      }),
    );
    await desk.work();
    const found = (await desk.db.all(contacts)).map(({ displayName, roles }) => [displayName, roles]);
    expect(Object.fromEntries(found)).toEqual({ Anna: ["client"], Bruno: ["client"], Dora: ["client"] });
  });

  it("binds no text that D1 would not take, however long the list", async () => {
    const desk = await importDesk();
    let longest = 0;
    const watching = new Proxy(d1, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name !== "prepare") return typeof value === "function" ? (value as () => unknown).bind(target) : value;
        return (query: string) => {
          const statement = target.prepare(query);
          const bind = statement.bind.bind(statement);
          statement.bind = (...values: unknown[]) => {
            for (const one of values)
              if (typeof one === "string") longest = Math.max(longest, new TextEncoder().encode(one).length);
            return bind(...values);
          };
          return statement;
        };
      },
    });
    const lines = Array.from({ length: 2_000 }, (_, n) => `Persona ${n};;;;${"è".repeat(480)}`);
    const text = [head, ...lines].join("\n");
    const wish = { text, mapping, known: "fill" as const, fileName: "lista.csv" };
    const { id } = granted(await startImport(desk.importDeps, new TenantDb(watching, desk.tenantId), "usr_test", wish));
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(2_000_000);
    const stored = await desk.db.all(contactImportRows, { where: eq(contactImportRows.importId, id) });
    expect(stored).toHaveLength(2_000);
  });

  it("leaves who is known as they are when told to", async () => {
    const desk = await importDesk();
    await enter(desk, { displayName: "Bruno", phone: "+447700900002" });
    const { id } = await desk.start(["Altro;+447700900002;;Oro;Nuotare"], "skip");
    await desk.work();
    expect(await desk.rows(id)).toMatchObject([{ outcome: "skipped", reason: "known", contactId: null }]);
    expect(await desk.db.all(subscriptions)).toEqual([]);
  });

  it("goes on where it was cut short, and makes nobody twice", async () => {
    const desk = await importDesk();
    const { id } = await desk.start(Array.from({ length: 30 }, (_, n) => `Persona ${n};;;;`));
    let calls = 0;
    const failing = new Proxy(d1, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name !== "batch") return typeof value === "function" ? (value as () => unknown).bind(target) : value;
        return async (statements: D1PreparedStatement[]) => {
          const done = await target.batch(statements);
          if (++calls === 12) throw new Error("cut after it was written");
          return done;
        };
      },
    });
    const payload = { importId: id, known: "fill", after: 0 };
    await expect(runImport(desk.importDeps, new TenantDb(failing, desk.tenantId), { payload })).rejects.toThrow("cut");
    await desk.work();
    expect(granted(await getImport(desk.db, id))).toMatchObject({ state: "done", created: 30, done: 30 });
    expect(await desk.people()).toHaveLength(30);
    expect(new Set(await desk.people()).size).toBe(30);
  });

  it("does a long list in stretches", async () => {
    const desk = await importDesk();
    const { id } = await desk.start(Array.from({ length: 405 }, (_, n) => `Persona ${n};;;;`));
    await desk.work();
    expect(granted(await getImport(desk.db, id))).toMatchObject({ state: "done", total: 405, created: 405 });
    const jobs = await d1
      .prepare("SELECT COUNT(*) AS n FROM jobs WHERE tenant_id = ? AND state = 'done'")
      .bind(desk.tenantId)
      .first();
    expect(jobs).toEqual({ n: 5 });
  });

  it("is done at once when nobody can be made of it", async () => {
    const desk = await importDesk();
    expect(await desk.start([";12;;;"])).toMatchObject({ state: "done", skipped: 1, created: 0 });
    await desk.work();
    expect(await desk.people()).toEqual([]);
  });

  it("knows nothing of another tenant's people and lists", async () => {
    const [desk, other] = [await importDesk(), await importDesk()];
    await enter(other, { phone: "+447700900002" });
    const { id } = await desk.start(["Bruno;+447700900002;;;"]);
    await desk.work();
    expect(await desk.rows(id)).toMatchObject([{ outcome: "created" }]);
    expect(keyOf(await getImport(other.db, id))).toBe("not_found");
    expect(keyOf(await listImportRows(other.db, id, { limit: 5 }))).toBe("not_found");
    expect((await listImports(other.db, { limit: 5 })).items).toEqual([]);
    expect(await other.db.all(contactImportRows)).toEqual([]);
  });
});
