import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFormerThreads, tellFormer, threadThatHas } from "../../workers/conversation/formerThreads.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { Simulation } from "./simulation.ts";

const minute = 60_000;

/** Somebody with a thread was joined with somebody who has one with the same agent. */
describe("threads of those who were joined or parted", () => {
  let simulation: Simulation;
  let db: TenantDb;
  const run = (sql: string) => simulation.d1.sqlite.exec(sql);

  const joined = (undoneAt: number | null): void => {
    const { tenant, agent, contact } = simulation.ids;
    run(`INSERT INTO contacts (tenant_id,id,display_name,roles,note,merged_into,created_at,updated_at)
      VALUES ('${tenant}','ctc_loser','L','[]','',${undoneAt === null ? `'${contact}'` : "NULL"},0,0)`);
    run(`INSERT INTO conversations (tenant_id,id,agent_id,contact_id,level,ai_enabled,last_message_at,attention,version,created_at)
      VALUES ('${tenant}','cnv_loser','${agent}','ctc_loser',1,1,0,0,0,0)`);
    run(`INSERT INTO contact_merges (tenant_id,id,winner_id,loser_id,reason,moved,merged_at,undone_at)
      VALUES ('${tenant}','mrg_1','${contact}','ctc_loser','console','{}',1000,${undoneAt ?? "NULL"})`);
  };
  const of = (contactId: string | null) => readFormerThreads(db, { agentId: simulation.ids.agent, contactId });

  beforeEach(() => {
    simulation = new Simulation();
    db = new TenantDb(simulation.d1.asD1(), simulation.ids.tenant);
  });
  afterEach(() => simulation.close());

  it("are found from either side, with the agent that is asked for", async () => {
    joined(2_000);
    const { contact, conversation } = simulation.ids;
    expect(await of(contact)).toEqual([{ id: "cnv_loser", changedAt: 2_000 }]);
    expect(await of("ctc_loser")).toEqual([{ id: conversation, changedAt: 2_000 }]);
    expect(await readFormerThreads(db, { agentId: "agt_other", contactId: contact })).toEqual([]);
    expect(await of(null)).toEqual([]);
  });

  it("get a message again that they have already, as long as a browser may try it again", async () => {
    joined(null);
    const own = { id: simulation.ids.conversation, former: await of(simulation.ids.contact) };
    const asked: string[] = [];
    const where = (now: number, has: boolean) => {
      const conversation = (id: string) => ({ knows: async (key: string) => (asked.push(`${id} ${key}`), has) });
      return threadThatHas({ chance: { now: () => now }, conversation }, own, "web:1");
    };
    expect(await where(1_000 + minute, true)).toBe("cnv_loser");
    expect(await where(1_000 + minute, false)).toBe(own.id);
    expect(asked).toEqual(["cnv_loser web:1", "cnv_loser web:1"]);
    expect(await where(1_000 + 61 * minute, true)).toBe(own.id);
    expect(asked).toHaveLength(2);
  });

  it("hear a STOP that is said elsewhere, joined or parted, with the number that said it", async () => {
    joined(2_000);
    const heard: unknown[] = [];
    const conversation = (id: string) => ({ consentChanged: async (news: object) => void heard.push([id, news]) });
    const { conversation: id, agent: agentId, contact: contactId } = simulation.ids;
    const news = { channel: "whatsapp", word: "stopped", at: 5_000, by: "+447700900001" } as const;
    await tellFormer({ conversation }, db, { id, agentId, contactId }, news);
    run("UPDATE contact_merges SET undone_at = NULL");
    await tellFormer({ conversation }, db, { id, agentId, contactId }, news);
    await tellFormer({ conversation }, db, { id: "cnv_loser", agentId, contactId }, news);
    expect(heard).toEqual([
      ["cnv_loser", news],
      ["cnv_loser", news],
    ]);
  });
});
