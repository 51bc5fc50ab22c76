import { expect, test, vi } from "vitest";
import type { ConnectedLine, Stage } from "../support/stage.ts";
import type { DeliveryRule } from "../world/switches.ts";
import { lastMessage, settled } from "./wholeness.ts";

/** Reports come in any order, twice, before the send has returned, or never. */
export function deliveryReports(stage: Stage, line: ConnectedLine): void {
  const rules: [how: string, rule: DeliveryRule, end: string][] = [
    ["in order", {}, "read"],
    ["backwards", { callbacks: "backwards" }, "read"],
    ["twice each", { callbacks: "twice" }, "read"],
    ["before the send call has returned", { callbacks: "beforeResponse" }, "read"],
    ["only of the delivery", { outcome: "delivered" }, "delivered"],
    ["of a failure after it was sent", { outcome: "undelivered", errorCode: 63024 }, "failed"],
    ["of a failure, backwards", { outcome: "undelivered", errorCode: 63024, callbacks: "backwards" }, "failed"],
    ["of a failure that passes: it is sent once more", { outcome: "undelivered", errorCode: 30008 }, "read"],
    [
      "of one that passes, before the send call has returned",
      { outcome: "failed", errorCode: 30008, callbacks: "beforeResponse" },
      "read",
    ],
  ];
  test.for(rules)("%s: the status only climbs", async ([, rule, end]) => {
    const person = stage.newPerson();
    await stage.world.deliver({ to: person, ...rule });
    await stage.world.phone(person).says("Dove siete?", { to: line.number });
    const seen: string[] = [];
    await vi.waitFor(
      async () => {
        const message = await lastMessage(stage, person);
        if (message?.direction === "outbound" && message.status !== seen.at(-1)) seen.push(message.status);
        expect(seen.at(-1)).toBe(end);
      },
      { timeout: 40_000, interval: 20 },
    );
    await settled(500);
    expect((await lastMessage(stage, person))?.status).toBe(end);
    const order = ["queued", "sending", "sent", "delivered", "read", "failed"];
    expect(seen).toEqual(seen.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });
}
