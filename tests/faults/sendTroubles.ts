import { expect, test, vi } from "vitest";
import type { ConnectedLine, Stage } from "../support/stage.ts";
import type { FaultSpec } from "../world/switches.ts";
import { expectWhole, lastMessage, onThePhone, settled, threadOf } from "./wholeness.ts";

/** How Twilio fails a send, and what a person may do while one is under way. */
export function sendTroubles(stage: Stage, line: ConnectedLine): void {
  const passing: [how: string, word: string, fault: Omit<FaultSpec, "provider" | "contains">][] = [
    ["is refused with 500", "CINQUECENTO", { kind: "http500" }],
    ["is refused twice with 503", "DOPPIO", { kind: "http503", times: 2 }],
    ["meets a rate limit", "FRETTA", { kind: "http429", retryAfterSeconds: 2 }],
    ["is cut off after Twilio accepted it", "ACCETTATO", { kind: "resetAfterAccept" }],
    ["is accepted, and Twilio's answer never comes", "SILENZIO", { kind: "hangAfterAccept" }],
    ["is accepted, and Twilio's answer is garbage", "GARBUGLIO", { kind: "badJson" }],
    ["is cut off before Twilio has it", "PERDUTO", { kind: "reset" }],
  ];
  test.for(passing)("that %s reaches the phone once", async ([, word, fault]) => {
    const person = stage.newPerson();
    await stage.world.deliver({ to: person, times: null, callbacks: "never" });
    await stage.world.fail({ provider: "twilio", operation: "send", contains: word, ...fault });
    await stage.world.phone(person).says(`Parlami di ${word}?`, { to: line.number });
    await expectWhole(stage, person, { texts: [`Parlami di ${word}?`], onPhone: 1 });
  });

  test("that Twilio will never take is shown as failed, to the console too", async () => {
    const person = stage.newPerson();
    const error = { status: 400, code: 63016, message: "Outside the allowed window" };
    await stage.world.fail({ provider: "twilio", kind: "refuse", operation: "send", contains: "MAI", error });
    await stage.world.phone(person).says("Funziona MAI?", { to: line.number });
    await vi.waitFor(
      async () => expect(await lastMessage(stage, person)).toMatchObject({ status: "failed", failure: { code: "63016" } }),
      30_000,
    );
    expect((await threadOf(stage, person))?.conversation.needsPerson).toBe("send_failed");
    expect(await onThePhone(stage, person)).toHaveLength(0);
  });

  test("on the wire holds a takeover back until it has settled; nothing follows", async () => {
    const person = stage.newPerson();
    const long = `${"Prima metà. ".repeat(120)}\n\n${"Seconda metà. ".repeat(40)}`;
    await stage.world.script({ contains: "SUBENTRO", text: long });
    await stage.world.fail({ provider: "twilio", kind: "slow", operation: "send", contains: "Prima metà", delayMs: 3_000 });
    await stage.world.phone(person).says("Dimmi tutto sul SUBENTRO", { to: line.number });
    const onTheWire = () =>
      stage.world.twilio.requests.find(({ body, fault }) => fault === "slow" && JSON.stringify(body).includes("Prima"));
    await vi.waitFor(() => expect(onTheWire()).toBeDefined(), 60_000);
    const id = (await threadOf(stage, person))!.conversation.id;
    await stage.owner.patch(`/api/conversations/${id}/ai-toggle`, { aiEnabled: false });
    expect(onTheWire()?.status).toBe(201);
    await stage.world.phone(person).says("E adesso?", { to: line.number });
    await settled(2_500);
    expect(await onThePhone(stage, person)).toHaveLength(1);
    await stage.owner.post(`/api/conversations/${id}/send`, { messageText: "Sono Anna", clientMessageId: "a-mano-1" });
    await vi.waitFor(async () => expect(await onThePhone(stage, person)).toHaveLength(2), 60_000);
    expect((await onThePhone(stage, person))[1]).toBe("Sono Anna");
  });

  test("that waits is withdrawn by a takeover: the AI says nothing", async () => {
    const person = stage.newPerson();
    await stage.world.fail({ provider: "twilio", kind: "http503", operation: "send", contains: "RITIRO" });
    await stage.world.phone(person).says("Che RITIRO fate?", { to: line.number });
    await vi.waitFor(
      () =>
        expect(
          stage.world.twilio.requests.some(({ body, fault }) => fault === "http503" && JSON.stringify(body).includes("RITIRO")),
        ).toBe(true),
      30_000,
    );
    const id = (await threadOf(stage, person))!.conversation.id;
    await stage.owner.patch(`/api/conversations/${id}/ai-toggle`, { aiEnabled: false });
    expect(await lastMessage(stage, person)).toMatchObject({ status: "canceled" });
    await settled(7_000);
    expect(await onThePhone(stage, person)).toHaveLength(0);
  });
}
