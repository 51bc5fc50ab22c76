import { describe, expect, test } from "vitest";
import { agentCreateSchema } from "../../schema/contract/agents.ts";
import { deleteShare, patchShare } from "../../workers/agents/changeShare.ts";
import { createAgent } from "../../workers/agents/createAgent.ts";
import { createShare } from "../../workers/agents/createShare.ts";
import { previewPrompt } from "../../workers/agents/previewPrompt.ts";
import { readReader } from "../../workers/agents/reader.ts";
import { rememberReader } from "../../workers/agents/rememberReader.ts";
import { listShares } from "../../workers/agents/shares.ts";
import { readReadings } from "../../workers/contacts/readReadings.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { DB, openOffice, rowsOf } from "./officeFixtures.ts";

const known = <T>(answer: T | Refusal): T => {
  if (answer instanceof Refusal) throw new Error(answer.key);
  return answer;
};
const keyOf = (answer: unknown) => (answer instanceof Refusal ? answer.key : answer);

const open = async (levels: (1 | 2 | 3)[] = []) => {
  const office = await openOffice();
  const { deps, db, tenant, tenantId, chance } = office;
  const create = async (name: string) =>
    known(await createAgent(deps, db, tenant, agentCreateSchema.parse({ name, levels, levelPromptOverlay1: "Breve" }), "usr_1"))
      .id;
  const agentId = await create("Coach");
  const contactId = chance.id("contact");
  await rowsOf(
    `INSERT INTO contacts (tenant_id, id, display_name, roles, note, goal, created_at, updated_at)
     VALUES (?, ?, 'Giulia', '["lead"]', '', '', 1, 1) RETURNING 1`,
    tenantId,
    contactId,
  );
  const share = (name = "CRAL", instructions = "Sono i soci del CRAL.") =>
    createShare(deps, db, agentId, { name, instructions }, "usr_1").then(known);
  const remember = (shareCode?: string, preferences: Parameters<typeof rememberReader>[2]["preferences"] = {}) =>
    rememberReader(deps, db, { agentId, contactId, shareCode, preferences });
  const reader = () => readReader(db, { agentId, contactId });
  const parts = async () =>
    known(await previewPrompt(deps, db, tenant, agentId, { contactId })).parts.map(({ name, text }) => [name, text] as const);
  return { ...office, agentId, contactId, create, share, remember, reader, parts };
};

describe("share links", () => {
  test("whoever came by one is told by its latest words, until it is switched off or deleted", async () => {
    const { deps, db, agentId, share, remember, reader, parts } = await open([1]);
    const { id: shareId, code } = await share();
    await remember(code);
    expect(await reader()).toEqual({ writingStyle: null, answerLength: null, shareInstructions: "Sono i soci del CRAL." });
    expect((await parts()).map(([name]) => name)).toEqual(["base", "concise", "share", "overlay1", "rules"]);
    const name = { agentId, shareId };
    known(await patchShare(deps, db, name, { instructions: "Soci, sconto del 10%." }, "usr_1"));
    expect((await parts()).find(([part]) => part === "share")?.[1]).toContain("Soci, sconto del 10%.");
    expect(known(await patchShare(deps, db, name, { isActive: false }, "usr_1"))).toMatchObject({ readers: 1, isActive: false });
    expect((await reader())?.shareInstructions).toBeNull();
    expect((await parts()).map(([part]) => part)).not.toContain("share");
    known(await patchShare(deps, db, name, { isActive: true }, "usr_1"));
    expect((await reader())?.shareInstructions).toBe("Soci, sconto del 10%.");
    await deleteShare(deps, db, name, "usr_1");
    expect(await reader()).toEqual({ writingStyle: null, answerLength: null, shareInstructions: null });
  });

  test("the latest link counts; one that is off, another agent's or nobody's changes nothing", async () => {
    const { deps, db, create, share, remember, reader } = await open();
    const [first, second] = [await share("Uno", "Uno."), await share("Due", "Due.")];
    const other = known(await createShare(deps, db, await create("Altro"), { name: "Altro", instructions: "Altro." }, "usr_1"));
    await remember(first.code);
    await remember(second.code);
    expect((await reader())?.shareInstructions).toBe("Due.");
    known(await patchShare(deps, db, { agentId: first.agentId, shareId: first.id }, { isActive: false }, "usr_1"));
    for (const code of [first.code, other.code, "0".repeat(16), "", "' OR 1=1", undefined]) await remember(code);
    expect((await reader())?.shareInstructions).toBe("Due.");
  });

  test("are counted and listed per agent, the newest first, and bounded", async () => {
    const { deps, db, agentId, share, remember } = await open();
    const first = await share("Uno");
    await share("Due");
    await remember(first.code);
    expect(known(await listShares(db, agentId)).items).toMatchObject([
      { name: "Due", readers: 0 },
      { name: "Uno", readers: 1 },
    ]);
    await DB.prepare(
      `INSERT INTO agent_shares (tenant_id, id, agent_id, name, code, instructions, is_active, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 198)
       SELECT ?1, 'shr_' || i, ?2, 'x', ?2 || i, '', 1, 1, 1 FROM n`,
    )
      .bind(db.tenantId, agentId)
      .run();
    expect(keyOf(await createShare(deps, db, agentId, { name: "Troppi" }, "usr_1"))).toBe("conflict");
  });

  test("of another tenant are not there, nor does their code open anything here", async () => {
    const [mine, theirs] = [await open(), await open()];
    const share = await theirs.share();
    const name = { agentId: theirs.agentId, shareId: share.id };
    expect(keyOf(await listShares(mine.db, theirs.agentId))).toBe("not_found");
    expect(keyOf(await createShare(mine.deps, mine.db, theirs.agentId, { name: "X" }, "usr_1"))).toBe("not_found");
    expect(keyOf(await patchShare(mine.deps, mine.db, name, { name: "Preso" }, "usr_1"))).toBe("not_found");
    expect(keyOf(await patchShare(mine.deps, mine.db, { ...name, agentId: mine.agentId }, { name: "Preso" }, "usr_1"))).toBe(
      "not_found",
    );
    expect(keyOf(await deleteShare(mine.deps, mine.db, name, "usr_1"))).toBe("not_found");
    await mine.remember(share.code);
    expect(await mine.reader()).toBeNull();
    expect(known(await listShares(theirs.db, theirs.agentId)).items).toHaveLength(1);
  });
});

describe("a reader's preferences", () => {
  test("are kept one by one, shown on the card, and taken back with null", async () => {
    const { db, agentId, contactId, remember, reader, parts, share } = await open();
    await remember(undefined, { writingStyle: "formal" });
    await remember(undefined, { answerLength: "short" });
    expect(await reader()).toEqual({ writingStyle: "formal", answerLength: "short", shareInstructions: null });
    expect((await parts()).find(([name]) => name === "preferences")?.[1]).toContain("Dai del lei");
    const { id, code } = await share();
    await remember(code);
    const share_ = { id, name: "CRAL", isActive: true };
    expect(await readReadings(db, [contactId])).toEqual([
      { contactId, agentId, writingStyle: "formal", answerLength: "short", share: share_ },
    ]);
    await remember(undefined, { writingStyle: null, answerLength: null });
    expect((await parts()).map(([name]) => name)).not.toContain("preferences");
  });

  test("cost a turn nothing where there are none, one row where there are, and one more for a link", async () => {
    const { db, agentId, contactId, share, remember, tenantId } = await open();
    const read = async () => {
      const statement = DB.prepare(
        `SELECT r.writing_style, s.instructions FROM agent_readers r
         LEFT JOIN agent_shares s ON s.tenant_id = ?1 AND s.id = r.share_id AND s.is_active = 1
         WHERE r.tenant_id = ?1 AND r.contact_id = ?2 AND r.agent_id = ?3 LIMIT 1`,
      );
      return (await statement.bind(tenantId, contactId, agentId).all()).meta.rows_read;
    };
    expect(await read()).toBe(0);
    await remember(undefined, { writingStyle: "plain" });
    expect(await readReader(db, { agentId, contactId })).not.toBeNull();
    expect(await read()).toBe(1);
    await remember((await share()).code);
    expect(await read()).toBe(2);
  });
});
