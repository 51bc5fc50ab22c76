import { expect, test } from "vitest";
import type { Stage } from "../support/stage.ts";
import { holders, onThePhone, settled } from "./wholeness.ts";

/** A number goes from one agent to another, in the middle of a conversation. */
export function numberMoves(stage: Stage): void {
  test("takes what comes later along, and what came before stays where it was, once", async () => {
    const person = stage.newPerson();
    const phone = stage.world.phone(person);
    const { line } = await stage.agentOnWhatsapp({ name: "Prima" });
    const then = await stage.agent({ name: "Poi" });
    const before = await phone.says("Ciao, sono io", { to: line.number });
    await phone.waitFor(1);
    await stage.owner.put(`/api/agents/${then.id}/whatsapp`, line);
    const again = await stage.world.redeliver(before.sid, 2);
    expect(again.deliveries.map(({ status }) => status)).toEqual([200, 200]);
    const after = await phone.says("Sono ancora io", { to: line.number });
    await phone.waitFor(2);
    await stage.world.redeliver(before.sid);
    await settled(1_000);
    expect(await onThePhone(stage, person)).toHaveLength(2);
    expect(holders(stage, before.sid)).toHaveLength(1);
    expect(holders(stage, after.sid)).toHaveLength(1);
    const { items } = await stage.owner.get<{ items: { unreadCount: number }[] }>(`/api/conversations?agentId=${then.id}`);
    expect(items.map(({ unreadCount }) => unreadCount)).toEqual([1]);
  });
}
