import { beforeAll, describe, expect, it } from "vitest";
import { readAgent } from "../../workers/agents/readAgent.ts";
import { readReader } from "../../workers/agents/reader.ts";
import { readAgentFor } from "../../workers/conversation/readAgentFor.ts";
import { findThread } from "../../workers/page/findThread.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { Trip } from "../../workers/platform/trip.ts";
import { NodeD1 } from "../support/nodeD1.ts";

const node = new NodeD1();
const d1 = node.asD1();

/** In both tenants under the same ids: only the tenant tells them apart. */
const shares = { open: 1, closed: 0 };

beforeAll(() => {
  const run = (text: string) => node.sqlite.exec(text);
  for (const tenant of ["ten_1", "ten_2"]) {
    run(
      `INSERT INTO tenants (id,name,language,time_zone,consultant_phones,reception_phones,created_at) VALUES ('${tenant}','T','it','Europe/Rome','[]','[]',0)`,
    );
    for (const id of ["agt_on", "agt_gone"])
      run(`INSERT INTO agents (tenant_id,id,name,slug,persona,instructions,greeting,starters,integration_mode,is_active,levels,daily_message_limit,daily_spend_cap_micros,concise_mode,auto_response_enabled,quiet_ms,upgrade_text,model_name,version,deleted_at,created_at,updated_at)
        VALUES ('${tenant}','${id}','${id} of ${tenant}','${tenant}-${id}','','be brief','','[]','whatsapp_ai',1,'[1]',15,0,0,1,4000,'','m',1,${id === "agt_on" ? "NULL" : "5"},0,0)`);
    for (const [id, isActive] of Object.entries(shares))
      run(
        `INSERT INTO agent_shares (tenant_id,id,agent_id,code,name,instructions,is_active,created_at,updated_at) VALUES ('${tenant}','shr_${id}','agt_on','${tenant}${id}','L','${id} at ${tenant}',${isActive},0,0)`,
      );
  }
  for (const id of ["nobody", "wrote", "wishes", "open", "closed"]) {
    run(
      `INSERT INTO contacts (tenant_id,id,display_name,roles,note,created_at,updated_at) VALUES ('ten_1','ctc_${id}','C','["lead"]','',0,0)`,
    );
    if (id === "nobody" || id === "wrote") continue;
    const share = id in shares ? `'shr_${id}'` : "NULL";
    run(
      `INSERT INTO agent_readers (tenant_id,contact_id,agent_id,share_id,writing_style,answer_length,updated_at) VALUES ('ten_1','ctc_${id}','agt_on',${share},${id === "wishes" ? "'formal'" : "NULL"},NULL,0)`,
    );
  }
  for (const id of ["wrote", "open"])
    run(`INSERT INTO conversations (tenant_id,id,agent_id,contact_id,level,ai_enabled,last_message_at,attention,version,created_at)
      VALUES ('ten_1','cnv_${id}','agt_on','ctc_${id}',1,1,0,0,0,0)`);
});

const cases = ["nobody", "wrote", "wishes", "open", "closed"].map((id) => ({
  tenantId: "ten_1",
  agentId: "agt_on",
  contactId: `ctc_${id}`,
}));

describe("an agent, what a contact has with it and their thread, in one question", () => {
  for (const { tenantId, ...ids } of [
    ...cases,
    { tenantId: "ten_2", agentId: "agt_on", contactId: "ctc_open" },
    { tenantId: "ten_1", agentId: "agt_gone", contactId: "ctc_open" },
  ])
    it(`are what three questions answer: ${ids.contactId} and ${ids.agentId} of ${tenantId}`, async () => {
      const apart = new TenantDb(d1, tenantId);
      const agent = await readAgent(apart, ids.agentId);
      const expected = {
        agent,
        reader: agent && (await readReader(apart, ids)),
        threadId: agent && (await findThread(apart, ids.agentId, ids.contactId)),
      };
      expect(await readAgentFor(apart, ids)).toEqual(expected);
      expect(await readAgentFor(new TenantDb(d1, tenantId, new Trip(d1)), ids)).toEqual(expected);
    });

  it("are the same where the thread is known, which is then not read", async () => {
    const [ids] = cases.slice(3);
    const [asked, told] = [await readAgentFor(new TenantDb(d1, "ten_1"), ids!), "cnv_known"];
    expect(await readAgentFor(new TenantDb(d1, "ten_1"), ids!, told)).toEqual({ ...asked, threadId: told });
  });

  it("differ from one contact to the next", async () => {
    const db = new TenantDb(d1, "ten_1");
    const read = await Promise.all(cases.map((ids) => readAgentFor(db, ids)));
    expect(read.map(({ threadId }) => threadId)).toEqual([null, "cnv_wrote", null, "cnv_open", null]);
    expect(read.map(({ reader }) => reader?.shareInstructions)).toEqual([undefined, undefined, null, "open at ten_1", null]);
    expect(read[2]?.reader?.writingStyle).toBe("formal");
  });
});
