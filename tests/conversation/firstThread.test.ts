import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FirstThread } from "../../workers/channels/whatsapp/line.ts";
import { claimThread, keptThread } from "../../workers/conversation/firstThread.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { Simulation } from "./simulation.ts";

describe("the thread that a message is handed to", () => {
  let simulation: Simulation;
  let db: TenantDb;
  beforeEach(() => {
    simulation = new Simulation();
    db = new TenantDb(simulation.d1.asD1(), simulation.ids.tenant);
  });
  afterEach(() => simulation.close());

  const birth = () => {
    const { conversation: id, tenant: tenantId, agent: agentId, contact: contactId } = simulation.ids;
    return { id, tenantId, agentId, contactId };
  };
  const standing = (stands: (threadId: string) => string | null): FirstThread => ({ known: null, claim: stands });
  const claim = (first: FirstThread) => claimThread({ chance: systemChance }, db, birth(), first);

  it("is the one it was handed to before, whosever its sender is by now, as long as it is there", async () => {
    expect(await keptThread(db, simulation.ids.conversation)).toEqual(birth());
    expect(await keptThread(db, "cnv_gone")).toBeNull();
    expect(await keptThread(new TenantDb(simulation.d1.asD1(), "ten_other"), simulation.ids.conversation)).toBeNull();
  });

  it("is written down before it gets the message", async () => {
    const written: string[] = [];
    expect(await claim(standing((id) => (written.push(id), id)))).toMatchObject(birth());
    expect(written).toEqual([simulation.ids.conversation]);
  });

  it("is none once the message is handed over, and another's when that was written down meanwhile", async () => {
    expect(await claim(standing(() => null))).toBeNull();
    await expect(claim(standing(() => "cnv_other"))).rejects.toThrow("cnv_other");
  });
});
