import { afterEach, describe, expect, it } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { sentFile } from "./sentFiles.ts";
import { handWritten, Simulation } from "./simulation.ts";

const open: Simulation[] = [];
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.close();
});

const ok = (text: string) => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }) as const;
const accepted = { kind: "accepted", sid: "" } as const;
const long = "Una frase abbastanza lunga. ".repeat(150);
const hour = 60 * 60_000;

/** A customer has written on WhatsApp; `answer` is on its way to them. */
const answering = async (answer: string | null): Promise<Simulation> => {
  const simulation = new Simulation();
  open.push(simulation);
  await simulation.write("ciao", "whatsapp", "sid:1");
  await simulation.pass(4_000);
  if (answer !== null) await simulation.finishCall(ok(answer));
  return simulation;
};

const last = async (simulation: Simulation) => (await simulation.thread()).at(-1);
const sendAll = async (simulation: Simulation) => {
  while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
};
const onPhone = ({ phone }: Simulation, at: number) => phone[at] ?? { messageId: "", part: 0 };

const withMedia = (text: string, media: Media[], key = "client-1") => ({ ...handWritten(text, key), media });

describe("a failure that is reported after the send", () => {
  it("of a try that turns out to have arrived is not repaired, as long as no other was made", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    const first = onPhone(simulation, 0);
    await simulation.report(first, "failed", "30008");
    await simulation.report(first, "failed", "63024");
    await simulation.report(first, "sent");
    await simulation.report(first, "delivered");
    await simulation.pass(130_000);
    expect(simulation.asks).toHaveLength(1);
    await simulation.report(first, "read");
    expect(await last(simulation)).toMatchObject({ status: "read", failure: null });
  });

  it("of a former try counts for nothing while the next is on the wire", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    const first = onPhone(simulation, 0);
    await simulation.report(first, "failed", "30008");
    await simulation.pass(6_000);
    expect(simulation.sends).toHaveLength(1);
    await simulation.report(first, "failed", "63024");
    await simulation.report(first, "delivered");
    expect((await last(simulation))?.status).toBe("sent");
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 1), "delivered");
    expect((await last(simulation))?.status).toBe("delivered");
  });

  it("and may pass is sent once more under a new id; what is still said of the old one counts for nothing", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    const first = onPhone(simulation, 0);
    await simulation.report(first, "failed", "30008");
    expect((await last(simulation))?.status).toBe("sent");
    await simulation.pass(4_000);
    expect(simulation.sends).toHaveLength(0);
    await simulation.pass(2_000);
    await sendAll(simulation);
    await simulation.report(first, "failed", "63024");
    await simulation.report(first, "delivered");
    expect((await last(simulation))?.status).toBe("sent");
    await simulation.report(onPhone(simulation, 1), "read");
    expect(await last(simulation)).toMatchObject({ status: "read", failure: null, failedAt: null });
    expect((await simulation.object.view())?.needsPerson).toBeNull();
  });

  it("is tried three times more in all, then shown", async () => {
    const simulation = await answering("eccomi");
    for (let tries = 0; tries < 4; tries++) {
      await sendAll(simulation);
      await simulation.report(onPhone(simulation, tries), "failed", "30008");
      await simulation.pass(130_000);
    }
    expect(simulation.asks).toHaveLength(4);
    expect(await last(simulation)).toMatchObject({ status: "failed", failure: { code: "30008" }, failedAt: expect.any(String) });
    expect((await simulation.object.view())?.needsPerson).toBe("send_failed");
  });

  it("counts tries of the call and of reports together", async () => {
    const simulation = await answering("eccomi");
    for (let tries = 0; tries < 2; tries++) {
      await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
      await simulation.pass(130_000);
    }
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 0), "failed", "30008");
    await simulation.pass(130_000);
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 1), "failed", "30008");
    await simulation.pass(130_000);
    expect(simulation.asks).toHaveLength(4);
    expect((await last(simulation))?.status).toBe("failed");
  });

  it("and is final is shown at once, and nothing of the message follows", async () => {
    const simulation = await answering(long);
    await simulation.finishSend(true, accepted);
    await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
    await simulation.report(onPhone(simulation, 0), "failed", "63024");
    await simulation.pass(10 * 60_000);
    expect(simulation.asks.map(({ part }) => part.part)).toEqual([0, 1]);
    expect(await last(simulation)).toMatchObject({ status: "failed", failure: { code: "63024" } });
  });

  it("is not repaired by sending the first part after the second", async () => {
    const simulation = await answering(long);
    await sendAll(simulation);
    expect(simulation.phone.length).toBeGreaterThan(1);
    await simulation.report(onPhone(simulation, 0), "failed", "30008");
    await simulation.pass(10 * 60_000);
    expect(simulation.sends).toHaveLength(0);
    expect((await last(simulation))?.status).toBe("failed");
  });

  it("makes the parts behind it wait", async () => {
    const simulation = await answering(long);
    await simulation.finishSend(true, accepted);
    await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
    await simulation.report(onPhone(simulation, 0), "failed", "30008");
    await simulation.pass(60_000);
    for (let i = 0; i < 5; i++) {
      await simulation.finishSend(true, accepted);
      await simulation.pass(1_000);
    }
    expect(simulation.phone.map(({ part }) => part)).toEqual([0, 0, 1, 2]);
  });

  it("before the call has returned waits for its end, and is then tried again", async () => {
    const simulation = await answering("eccomi");
    const [send] = simulation.sends.splice(0);
    await simulation.report({ ...send!.part, sid: "SM-early" }, "failed", "30008");
    expect((await last(simulation))?.status).toBe("queued");
    send!.answer({ kind: "accepted", sid: "SM-early" });
    await simulation.settled();
    await simulation.pass(10_000);
    expect(simulation.sends).toHaveLength(1);
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 0), "delivered");
    expect((await last(simulation))?.status).toBe("delivered");
  });

  it("or arrived, of a call whose end nobody knew: it is not looked for any more, nor sent again", async () => {
    for (const [status, code, asked] of [
      ["delivered", null, 1],
      ["failed", "30008", 2],
      ["failed", "63024", 1],
    ] as const) {
      const simulation = await answering("eccomi");
      await simulation.finishSend(true, { kind: "unknown" });
      await simulation.report(onPhone(simulation, 0), status, code);
      simulation.phone.length = 0;
      await simulation.pass(120_000);
      expect(simulation.asks).toHaveLength(asked);
      if (asked === 1) expect((await last(simulation))?.status).toBe(status);
    }
  });

  it("is not tried again for the AI once a person has taken over", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.report(onPhone(simulation, 0), "failed", "30008");
    await simulation.pass(130_000);
    expect(simulation.asks).toHaveLength(1);
    expect((await last(simulation))?.status).toBe("failed");
  });

  it("waiting for its next try, is withdrawn by a takeover and stays failed", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 0), "failed", "30008");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.pass(130_000);
    expect(simulation.asks).toHaveLength(1);
    expect(await last(simulation)).toMatchObject({ status: "failed", failure: { code: "30008" } });
  });
});

describe("limits of the provider", () => {
  it("are waited for, and the wait counts as no try", async () => {
    const simulation = await answering("eccomi");
    for (let waits = 0; waits < 6; waits++) {
      await simulation.finishSend(false, { kind: "again", afterMs: 2_000, code: "20429" });
      await simulation.pass(10_000);
    }
    await sendAll(simulation);
    expect((await last(simulation))?.status).toBe("sent");
  });

  it("of a day end with WhatsApp's window: the failure is shown", async () => {
    const simulation = await answering("eccomi");
    for (let waits = 0; waits < 26; waits++) {
      await simulation.finishSend(false, { kind: "refused", code: "63038", detail: "" });
      await simulation.pass(hour);
    }
    expect(simulation.sends).toHaveLength(0);
    expect((await last(simulation))?.status).toBe("failed");
  });
});

describe("a provider that is down for good", () => {
  it.each([
    ["refuses connections", { kind: "again", afterMs: 0, code: "503" }],
    ["answers nothing", { kind: "unknown" }],
  ] as const)("and %s: three further tries, then a person is called", async (_how, outcome) => {
    const simulation = await answering("eccomi");
    for (let round = 0; round < 40; round++) {
      await simulation.finishSend(false, outcome);
      await simulation.pass(60_000);
    }
    expect(simulation.asks).toHaveLength(4);
    expect(await last(simulation)).toMatchObject({ status: "failed", failedAt: expect.any(String) });
    expect((await simulation.object.view())?.needsPerson).toBe("send_failed");
    const row = simulation.d1.sqlite.prepare("SELECT failure_code, failed_at FROM messages WHERE status = 'failed'").get();
    expect(row).toMatchObject({ failure_code: expect.any(String), failed_at: expect.any(Number) });
  });
});

describe("a person sends a failed message once more", () => {
  it("and only what has not arrived goes out", async () => {
    const simulation = await answering(long);
    await simulation.finishSend(true, accepted);
    await simulation.finishSend(false, { kind: "refused", code: "63024", detail: "" });
    const { id = "" } = (await last(simulation)) ?? {};
    expect(await simulation.object.retry(id)).toMatchObject({ status: "queued", failure: null, failedAt: null });
    await simulation.settled();
    await sendAll(simulation);
    expect(simulation.phone.map(({ part }) => part)).toEqual([0, 1, 2]);
    expect((await last(simulation))?.status).toBe("sent");
    expect((await simulation.object.view())?.needsPerson).toBeNull();
  });

  it("with its files, and not outside the window", async () => {
    const simulation = await answering(null);
    await simulation.object.write(withMedia("guarda", [sentFile("med_1", "image"), sentFile("med_2", "image")]));
    await simulation.settled();
    await simulation.finishSend(true, accepted);
    await simulation.finishSend(false, { kind: "refused", code: "63024", detail: "" });
    const { id = "" } = (await last(simulation)) ?? {};
    await simulation.object.retry(id);
    await simulation.settled();
    expect(simulation.sends.map(({ part }) => part.media?.url)).toEqual(["https://files.example/med_2"]);
    await simulation.finishSend(false, { kind: "refused", code: "63024", detail: "" });
    await simulation.pass(24 * hour);
    expect(await simulation.object.retry(id)).toEqual({ refused: "window_closed" });
  });
});

describe("times of a message", () => {
  it("are the first of each state, and what is read was delivered by then", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    const sentAt = new Date(simulation.now).toISOString();
    await simulation.pass(1_000);
    const readAt = new Date(simulation.now).toISOString();
    await simulation.report(onPhone(simulation, 0), "read");
    await simulation.pass(1_000);
    await simulation.report(onPhone(simulation, 0), "delivered");
    await simulation.report(onPhone(simulation, 0), "sent");
    expect(await last(simulation)).toMatchObject({ status: "read", sentAt, deliveredAt: readAt, readAt, failedAt: null });
  });

  it("of one in parts are those of its slowest part", async () => {
    const simulation = await answering(long);
    await sendAll(simulation);
    for (const part of simulation.phone.slice(1)) await simulation.report(part, "delivered");
    expect(await last(simulation)).toMatchObject({ status: "sent", deliveredAt: null });
    await simulation.pass(5_000);
    await simulation.report(onPhone(simulation, 0), "delivered");
    expect((await last(simulation))?.deliveredAt).toBe(new Date(simulation.now).toISOString());
  });

  it("forget a failure that turns out to have arrived", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    await simulation.report(onPhone(simulation, 0), "failed", "63024");
    expect((await last(simulation))?.failedAt).not.toBeNull();
    await simulation.report(onPhone(simulation, 0), "delivered");
    expect(await last(simulation)).toMatchObject({ status: "delivered", failure: null, failedAt: null });
  });

  it("on the page are those of its writing", async () => {
    const simulation = new Simulation();
    open.push(simulation);
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("eccomi"));
    const reply = await last(simulation);
    expect(reply).toMatchObject({ status: "sent", sentAt: reply?.createdAt });
  });
});

describe("an outbox that does not drain", () => {
  it("is shown to the tenant after half a minute, and no longer once it has", async () => {
    const simulation = await answering(null);
    const since = simulation.now;
    simulation.d1.isAway = true;
    await simulation.object.write(handWritten("sono Anna", "client-1"));
    await simulation.settled();
    await sendAll(simulation);
    await simulation.pass(29_000);
    expect(simulation.troubledSince).toBeNull();
    await simulation.pass(2_000);
    expect(simulation.troubledSince).toBe(since);
    await simulation.crash(false);
    simulation.d1.isAway = false;
    await simulation.pass(60_000);
    expect(simulation.troubledSince).toBeNull();
  });

  it("because of a send that waits is shown too", async () => {
    const simulation = await answering("eccomi");
    await simulation.finishSend(false, { kind: "refused", code: "63038", detail: "" });
    await simulation.pass(31_000);
    expect(simulation.troubledSince).not.toBeNull();
    await simulation.pass(hour);
    await sendAll(simulation);
    await simulation.pass(1_000);
    expect(simulation.troubledSince).toBeNull();
  });
});
