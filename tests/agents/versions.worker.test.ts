import { describe, expect, test } from "vitest";
import { agentCreateSchema, agentPatchSchema } from "../../schema/contract/agents.ts";
import type { AgentDraftFields } from "../../schema/contract/agentDrafts.ts";
import { askWarnings } from "../../workers/agents/askWarnings.ts";
import { createAgent } from "../../workers/agents/createAgent.ts";
import { discardDraft } from "../../workers/agents/discardDraft.ts";
import { keepDraft } from "../../workers/agents/keepDraft.ts";
import { patchAgent } from "../../workers/agents/patchAgent.ts";
import { publishDraft } from "../../workers/agents/publishDraft.ts";
import { readAgent } from "../../workers/agents/readAgent.ts";
import { listVersions, readVersion } from "../../workers/agents/readVersions.ts";
import { restoreVersion } from "../../workers/agents/restoreVersion.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
import { DB, openOffice, rowsOf } from "./officeFixtures.ts";

const known = <T>(answer: T | Refusal): T => {
  if (answer instanceof Refusal) throw new Error(answer.key);
  return answer;
};
const keyOf = (answer: unknown) => (answer instanceof Refusal ? answer.key : answer);

const open = async (fields: Record<string, unknown> = {}) => {
  const office = await openOffice();
  const { deps, db, tenant } = office;
  const { id } = known(await createAgent(deps, db, tenant, agentCreateSchema.parse({ name: "Coach", ...fields }), "usr_anna"));
  const keep = (fieldsKept: AgentDraftFields, seen: string | null, actor = "usr_anna", base = 1) =>
    keepDraft(deps, db, id, { fields: fieldsKept, base, seen }, actor);
  const agent = async () => (await readAgent(db, id))!;
  const versions = async () => known(await listVersions(deps, db, id, { limit: 50 })).items;
  const patch = (body: unknown) => patchAgent(deps, db, id, agentPatchSchema.parse(body), "usr_bruno");
  return { ...office, id, keep, agent, versions, patch };
};

describe("a draft", () => {
  test("is kept as typed, answers nobody, and is neither a version nor a change of the agent", async () => {
    const { keep, agent, versions } = await open();
    const before = await agent();
    const { draft } = known(await keep({ instructions: "Aiuta ", upgradeUrl: "http", name: "" }, null));
    expect(draft).toMatchObject({
      fields: { instructions: "Aiuta ", upgradeUrl: "http", name: "" },
      base: 1,
      by: { id: "usr_anna", name: "User anna" },
    });
    expect(await agent()).toMatchObject({ instructions: "", version: 1, updatedAt: before.updatedAt });
    expect(await versions()).toHaveLength(1);
  });

  test("of two people who write on it, the second is told", async () => {
    const { keep, agent } = await open();
    const { draft: first } = known(await keep({ name: "Uno" }, null, "usr_anna"));
    expect(keyOf(await keep({ name: "Due" }, null, "usr_bruno"))).toBe("conflict");
    const { draft: second } = known(await keep({ name: "Due" }, first!.at, "usr_bruno"));
    expect(Date.parse(second!.at)).toBeGreaterThan(Date.parse(first!.at));
    expect(keyOf(await keep({ name: "Tre" }, first!.at, "usr_anna"))).toBe("conflict");
    expect((await agent()).draft).toEqual({ name: "Due" });
  });

  test("that is the same as what is published is none, and can be begun anew", async () => {
    const { keep, patch } = await open();
    expect(known(await keep({ name: "Coach" }, null))).toEqual({ draft: null });
    const { draft } = known(await keep({ greeting: "Salve" }, null));
    known(await patch({ greeting: "Salve" }));
    expect(known(await keep({ persona: "Gentile" }, null)).draft?.fields).toEqual({ persona: "Gentile" });
    expect(keyOf(await keep({ persona: "Duro" }, draft!.at))).toBe("conflict");
  });

  test("is discarded only by somebody who has seen it as it is, and once", async () => {
    const { deps, db, id, keep, agent } = await open();
    const { draft: first } = known(await keep({ name: "Uno" }, null));
    const { draft: second } = known(await keep({ name: "Due" }, first!.at));
    expect(keyOf(await discardDraft(deps, db, id, first!.at, "usr_anna"))).toBe("conflict");
    expect(await discardDraft(deps, db, id, second!.at, "usr_anna")).toBeUndefined();
    expect(await agent()).toMatchObject({ draft: null, draftAt: null, draftBy: null, draftBase: null });
    expect(await discardDraft(deps, db, id, second!.at, "usr_anna")).toBeUndefined();
  });

  test("of another tenant's agent is not there", async () => {
    const [mine, theirs] = [await open(), await open()];
    const { draft } = known(await theirs.keep({ name: "Segreto" }, null));
    const { deps, db } = mine;
    expect(keyOf(await keepDraft(deps, db, theirs.id, { fields: { name: "Preso" }, base: 1, seen: null }, "usr_1"))).toBe(
      "not_found",
    );
    expect(keyOf(await discardDraft(deps, db, theirs.id, draft!.at, "usr_1"))).toBe("not_found");
    expect(keyOf(await publishDraft(deps, db, theirs.id, { version: 1, seen: draft!.at }, "usr_1"))).toBe("not_found");
    expect(keyOf(await listVersions(deps, db, theirs.id, { limit: 5 }))).toBe("not_found");
    expect(keyOf(await readVersion(deps, db, theirs.id, 1))).toBe("not_found");
    expect(keyOf(await restoreVersion(deps, db, theirs.id, { version: 1, seen: 1 }, "usr_1"))).toBe("not_found");
    expect(keyOf(await askWarnings(deps, db, theirs.id, undefined))).toBe("not_found");
    expect((await theirs.agent()).draft).toEqual({ name: "Segreto" });
  });
});

describe("publishing", () => {
  test("makes the draft a version with its author, and ends it", async () => {
    const { deps, db, id, keep, agent, versions } = await open();
    const { draft } = known(await keep({ instructions: " Aiuta ", levels: [3, 1] }, null));
    known(await publishDraft(deps, db, id, { version: 1, seen: draft!.at }, "usr_bruno"));
    expect(await agent()).toMatchObject({ instructions: "Aiuta", levels: [1, 3], version: 2, draft: null, draftAt: null });
    expect(await versions()).toMatchObject([
      { version: 2, by: { name: "User bruno" }, changed: ["instructions", "levels"], restoredFrom: null },
      { version: 1, by: { name: "User anna" }, changed: null },
    ]);
  });

  test("holds a draft to the rules, says what is wrong field by field, and leaves everything as it is", async () => {
    const { deps, db, id, keep, agent } = await open();
    const { draft } = known(await keep({ name: " ", upgradeUrl: "http", dailyMessageLimit: null, persona: "Gentile" }, null));
    const refused = await publishDraft(deps, db, id, { version: 1, seen: draft!.at }, "usr_anna");
    expect(keyOf(refused)).toBe("invalid_input");
    expect((refused as Refusal).errors?.map(({ path }) => path).toSorted()).toEqual(["dailyMessageLimit", "name", "upgradeUrl"]);
    expect(await agent()).toMatchObject({ version: 1, persona: "", draft: { persona: "Gentile" } });
  });

  test("neither a draft nor a version that has moved on is published over", async () => {
    const { deps, db, id, keep, agent, patch } = await open();
    const { draft: first } = known(await keep({ name: "Uno" }, null));
    const { draft: second } = known(await keep({ name: "Due" }, first!.at));
    expect(keyOf(await publishDraft(deps, db, id, { version: 1, seen: first!.at }, "usr_anna"))).toBe("conflict");
    known(await patch({ persona: "Gentile" }));
    expect(keyOf(await publishDraft(deps, db, id, { version: 1, seen: second!.at }, "usr_anna"))).toBe("conflict");
    known(await publishDraft(deps, db, id, { version: 2, seen: second!.at }, "usr_anna"));
    expect(await agent()).toMatchObject({ name: "Due", persona: "Gentile", version: 3 });
  });

  test("a draft is safe from somebody who publishes past it", async () => {
    const { keep, agent, patch, versions } = await open();
    known(await keep({ name: "Bozza" }, null));
    known(await patch({ greeting: "Salve" }));
    expect(await agent()).toMatchObject({ version: 2, greeting: "Salve", draft: { name: "Bozza" } });
    known(await patch({ greeting: "Salve" }));
    expect((await versions()).map(({ version }) => version)).toEqual([2, 1]);
  });

  test("two at once: one is a version, the other a conflict, and nothing of it stays behind", async () => {
    const { patch, versions, agent, tenantId } = await open();
    const answers = await Promise.all([patch({ name: "Uno", version: 1 }), patch({ name: "Due", version: 1 })]);
    expect(answers.map(keyOf).filter((key) => key === "conflict")).toHaveLength(1);
    expect((await versions()).map(({ version }) => version)).toEqual([2, 1]);
    const changes = await rowsOf("SELECT 1 FROM audit_entries WHERE tenant_id = ? AND action = 'agent.changed'", tenantId);
    expect(changes).toHaveLength(1);
    expect((await agent()).version).toBe(2);
  });

  test("a taken address is refused, and no version is left of it", async () => {
    const [one, two] = [await open(), await open()];
    const { slug } = await one.agent();
    expect(keyOf(await two.patch({ slug }))).toBe("slug_taken");
    expect(await two.versions()).toHaveLength(1);
  });
});

describe("versions", () => {
  test("an agent from before versions were kept keeps the one it leaves", async () => {
    const { tenantId, id, patch, versions, deps, db } = await open();
    await rowsOf("DELETE FROM agent_versions WHERE tenant_id = ? RETURNING 1", tenantId);
    expect(await versions()).toMatchObject([{ version: 1, by: null, changed: null }]);
    expect(known(await readVersion(deps, db, id, 1))).toMatchObject({ by: null, fields: { name: "Coach" } });
    known(await patch({ name: "Nuovo" }));
    expect(await versions()).toMatchObject([
      { version: 2, by: { name: "User bruno" }, changed: ["name"] },
      { version: 1, by: null, changed: null },
    ]);
    expect(known(await readVersion(deps, db, id, 1)).fields).toMatchObject({ name: "Coach" });
  });

  test("an earlier one comes back as a new one; address, switch and draft stay as they are", async () => {
    const { deps, db, id, patch, keep, agent, versions } = await open({
      instructions: "Prime",
      slug: `prima-${crypto.randomUUID().slice(0, 8)}`,
    });
    const slug = `dopo-${crypto.randomUUID().slice(0, 8)}`;
    known(await patch({ instructions: "Seconde", slug, isActive: false, levels: [1] }));
    known(await keep({ persona: "In lavoro" }, null));
    expect(keyOf(await restoreVersion(deps, db, id, { version: 1, seen: 1 }, "usr_anna"))).toBe("conflict");
    expect(keyOf(await restoreVersion(deps, db, id, { version: 9, seen: 2 }, "usr_anna"))).toBe("not_found");
    known(await restoreVersion(deps, db, id, { version: 1, seen: 2 }, "usr_anna"));
    expect(await agent()).toMatchObject({
      version: 3,
      instructions: "Prime",
      levels: [],
      slug,
      isActive: false,
      draft: { persona: "In lavoro" },
    });
    expect((await versions())[0]).toMatchObject({ version: 3, restoredFrom: 1, changed: ["instructions", "levels"] });
  });

  test("are listed in pages without a gap, each with what it changed", async () => {
    const { deps, db, id, patch } = await open();
    for (let n = 2; n <= 25; n += 1) known(await patch({ persona: `Voce ${n}` }));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = known(await listVersions(deps, db, id, { limit: 7, cursor }));
      seen.push(...page.items.map(({ version }) => version));
      for (const { version, changed } of page.items) expect(changed).toEqual(version === 1 ? null : ["persona"]);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => 25 - at));
  });
});

describe("warnings", () => {
  test("count the tenant's clients and the documents that are there", async () => {
    const { deps, db, id, tenantId, keep } = await open({ instructions: "Aiuta", starters: ["Ciao?"] });
    const contact = (contactId: string, roles: string, more = "NULL") =>
      rowsOf(
        `INSERT INTO contacts (tenant_id, id, display_name, roles, note, goal, deleted_at, created_at, updated_at)
         VALUES (?, ?, 'X', ?, '', '', ${more}, 1, 1) RETURNING 1`,
        tenantId,
        contactId,
        roles,
      );
    await contact("ctc_1", '["client"]');
    await contact("ctc_2", '["lead","client"]');
    await contact("ctc_3", '["lead"]');
    await contact("ctc_4", '["client"]', "5");
    const levels: AgentDraftFields = {
      levels: [1, 2],
      levelPromptOverlay1: "Breve",
      levelPromptOverlay2: "Usa i documenti",
    };
    const found = async (draft?: AgentDraftFields) => known(await askWarnings(deps, db, id, draft)).items;
    expect(await found(levels)).toMatchObject([
      { key: "clients_lose_records", count: 2, isMore: false },
      { key: "knowledge_missing", level: 2 },
      { key: "no_whatsapp" },
    ]);
    expect(await found()).toMatchObject([{ key: "no_whatsapp" }]);
    expect((await found({ modelProvider: "vertex" })).map(({ key }) => key)).toEqual(["no_vertex", "no_whatsapp"]);
    known(await keep(levels, null));
    expect((await found()).map(({ key }) => key)).toContain("clients_lose_records");
    await rowsOf(
      `INSERT INTO knowledge_items (tenant_id, id, scope, agent_id, title, kind, min_level, state, characters, created_at)
       VALUES (?, 'kno_1', 'agent', ?, 'T', 'text', 2, 'ready', 1, 1) RETURNING 1`,
      tenantId,
      id,
    );
    expect((await found(levels)).map(({ key }) => key)).toEqual(["clients_lose_records", "no_whatsapp"]);
  });

  test("read no more of a tenant with many clients than they tell of", async () => {
    const { deps, id, tenantId } = await open({ instructions: "Aiuta" });
    const enter = (from: number, to: number) =>
      rowsOf(
        `WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
         INSERT INTO contacts (tenant_id, id, display_name, roles, note, goal, created_at, updated_at)
         SELECT ?1, 'ctc_' || i, 'X', '["client"]', '', '', 1, 1 FROM n RETURNING 1`,
        tenantId,
        from,
        to,
      );
    const asked = async () => {
      const counted = countedDatabase(DB);
      const draft: AgentDraftFields = { levels: [1], levelPromptOverlay1: "Breve" };
      const { items } = known(await askWarnings(deps, new TenantDb(counted.d1, tenantId), id, draft));
      const { count, isMore } = items.find(({ key }) => key === "clients_lose_records")!;
      return { told: [count, isMore], read: counted.rowsRead() };
    };
    await enter(1, 1_000);
    expect((await asked()).told).toEqual([1_000, false]);
    await enter(1_001, 1_100);
    const { told, read } = await asked();
    expect(told).toEqual([1_000, true]);
    await enter(1_101, 4_000);
    expect((await asked()).read).toBeLessThanOrEqual(read);
  });
});
