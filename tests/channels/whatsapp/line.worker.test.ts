import { describe, expect, it } from "vitest";
import { anna, bruno, LineBench } from "./lineBench.worker.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

describe("an incoming message", () => {
  it("is stored before it is acknowledged, and handed over with what it said", () =>
    LineBench.run(async (bench) => {
      const message = bench.write("Ciao");
      expect(await bench.webhook(message)).toBe(200);
      expect(bench.delivered).toEqual([]);
      expect(bench.rows()).toMatchObject([{ sid: message.sid, body: expect.stringContaining("Ciao") as string }]);
      expect(await bench.alarmAt()).toBeLessThanOrEqual(bench.now + 5000);
      await bench.settle();
      expect(bench.delivered).toMatchObject([
        { owner: { tenantId: "ten_a", agentId: "agt_a" }, message: { sid: message.sid, text: "Ciao", source: "webhook" } },
      ]);
      expect(bench.rows()).toEqual([{ sid: message.sid, body: null }]);
    }));

  it("sets an alarm that outlives this incarnation, though a later one stood", () =>
    LineBench.run(async (bench) => {
      await bench.wait(5000);
      expect(await bench.alarmAt()).toBeGreaterThan(bench.now + 10_000);
      bench.now += 1000;
      await bench.webhook(bench.write("Ciao"));
      expect(await bench.alarmAt()).toBe(bench.now + 5000);
    }));

  it("to another number than ours is left alone, whoever signed it", () =>
    LineBench.run(async (bench) => {
      const message = bench.write("Ciao");
      expect(await bench.webhook({ ...message, to: "whatsapp:+14155550199" })).toBe(200);
      expect(bench.rows()).toEqual([]);
    }));

  it.each([
    ["unsigned", { signature: null }],
    ["signed with nonsense", { signature: "bm9uc2Vuc2U=" }],
    ["signed with another token", { token: "ffffffffffffffffffffffffffffffff" }],
    ["changed after it was signed", { params: { MediaUrl0: "https://evil.example/x", NumMedia: "1" } }],
  ])("%s is refused and counted, and nothing of it is stored", (_name, change) =>
    LineBench.run(async (bench) => {
      expect(await bench.webhook(bench.write("Ciao"), change)).toBe(403);
      expect(await bench.webhook(bench.write("Ciao"), change)).toBe(403);
      await bench.settle();
      expect(bench.rows()).toEqual([]);
      expect(await bench.line.health()).toMatchObject({ refusedSignatures: 2, lastWebhookAt: null, lastInboundAt: null });
    }),
  );

  it("brought 837 times, and again days later to another incarnation, is handed over once", () =>
    LineBench.run(async (bench) => {
      const message = bench.write("Ciao");
      for (let copy = 0; copy < 837; copy++) expect(await bench.webhook(message)).toBe(200);
      await bench.settle();
      bench.now += 9 * day;
      bench.restart();
      expect(await bench.webhook(message)).toBe(200);
      await bench.settle();
      expect(bench.texts()).toEqual(["Ciao"]);
    }));

  it("that is a delivery report in truth is acknowledged and left alone", () =>
    LineBench.run(async (bench) => {
      const report = bench.write("Ciao");
      const { twilioSignature } = await import("../../world/signature.ts");
      const params = {
        MessageSid: report.sid,
        AccountSid: bench.accountSid,
        To: report.to,
        From: report.from,
        MessageStatus: "delivered",
      };
      const url = "https://filo.test/api/whatsapp/webhook";
      const answer = await bench.line.receive({ url, params, signature: twilioSignature(bench.authToken, url, params) });
      expect(answer).toEqual({ status: 200 });
      expect(bench.rows()).toEqual([]);
    }));

  it("signed but malformed is refused, not thrown", () =>
    LineBench.run(async (bench) => {
      const { twilioSignature } = await import("../../world/signature.ts");
      const url = "https://filo.test/api/whatsapp/webhook";
      const params = { AccountSid: bench.accountSid, To: `whatsapp:${bench.number}`, Body: "no id" };
      const answer = await bench.line.receive({ url, params, signature: twilioSignature(bench.authToken, url, params) });
      expect(answer).toEqual({ status: 400 });
    }));
});

describe("credentials", () => {
  it("of its own let the line work while D1 is away", () =>
    LineBench.run(async (bench) => {
      bench.d1IsAway = true;
      bench.restart();
      expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
      expect(bench.d1Reads).toBe(0);
    }));

  it("are looked up in D1 when there are none, once", () =>
    LineBench.run(async (bench) => {
      bench.d1IsAway = true;
      expect(await bench.webhook(bench.write("Ciao"))).toBe(503);
      bench.d1IsAway = false;
      expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
      bench.d1IsAway = true;
      expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
    }, false));

  it("may be replaced while everything goes on: either token is believed for a day", () =>
    LineBench.run(async (bench) => {
      const former = bench.authToken;
      const renewed = "f".repeat(32);
      const account = bench.core.state.accounts[0]!;
      const until = bench.now + day;
      account.secondaryAuthToken = renewed;
      await bench.line.configure({
        ...bench.row!,
        authTokenSealed: renewed,
        formerTokenSealed: former,
        formerTokenUntil: until,
        updatedAt: bench.now + 1,
      });
      const part = { conversationId: "c", messageId: "m", to: anna, text: "x", media: null, template: null, callsOff: 0 };
      // Before Twilio promotes the new one it signs with the old; both open the API.
      expect(await bench.webhook(bench.write("prima"), { token: former })).toBe(200);
      expect((await bench.line.send({ ...part, part: 0 })).kind).toBe("accepted");
      expect(bench.requests.at(-1)?.token).toBe(renewed);
      // Promoted: the old one is over.
      Object.assign(account, { authToken: renewed, secondaryAuthToken: null });
      expect(await bench.webhook(bench.write("dopo"), { token: renewed })).toBe(200);
      expect((await bench.line.send({ ...part, part: 1 })).kind).toBe("accepted");
      bench.restart();
      expect(await bench.webhook(bench.write("ancora"), { token: former })).toBe(200);
      bench.row = null;
      bench.d1IsAway = true;
      bench.now = until;
      expect(await bench.webhook(bench.write("tardi"), { token: former })).toBe(403);
      expect(await bench.webhook(bench.write("tardi"), { token: renewed })).toBe(200);
    }));

  it("that were replaced too early still send: Twilio refuses the new token, and takes the one before", () =>
    LineBench.run(async (bench) => {
      const early = {
        ...bench.row!,
        authTokenSealed: "e".repeat(32),
        formerTokenSealed: bench.authToken,
        updatedAt: bench.now + 1,
      };
      await bench.line.configure({ ...early, formerTokenUntil: bench.now + day });
      const part = {
        conversationId: "c",
        messageId: "m",
        part: 0,
        to: anna,
        text: "x",
        media: null,
        template: null,
        callsOff: 0,
      };
      expect((await bench.line.send(part)).kind).toBe("accepted");
      bench.write("si legge anche la lista");
      await bench.wait(30_000);
      expect(bench.texts()).toEqual(["si legge anche la lista"]);
      bench.now += day;
      expect(await bench.line.send({ ...part, part: 1 })).toMatchObject({ kind: "refused", code: "20003" });
    }));

  it("of a number that is nobody's aren't there, and asking leaves no trace", () =>
    LineBench.run(async (bench) => {
      bench.row = null;
      expect(await bench.webhook(bench.write("Ciao"))).toBe(404);
      expect(
        await bench.line.send({
          conversationId: "c",
          messageId: "m",
          part: 0,
          to: anna,
          text: "x",
          media: null,
          template: null,
          callsOff: 0,
        }),
      ).toMatchObject({
        kind: "refused",
        code: "no_line",
      });
      expect(bench.storedKeys()).toEqual([]);
      expect(await bench.alarmAt()).toBeNull();
    }, false));

  it("renewed behind the line's back are found before a good message is refused", () =>
    LineBench.run(async (bench) => {
      bench.now += 2 * minute;
      bench.authToken = "new-token-new-token-new-token-00";
      bench.row = { ...bench.row!, authTokenSealed: bench.authToken, updatedAt: bench.now };
      expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
      expect((await bench.line.health()).refusedSignatures).toBe(0);
    }));

  it("don't let a flood of forged calls through to D1", () =>
    LineBench.run(async (bench) => {
      bench.now += 2 * minute;
      for (let i = 0; i < 50; i++) expect(await bench.webhook(bench.write("x"), { signature: "bm8=" })).toBe(403);
      expect(bench.d1Reads).toBeLessThanOrEqual(1);
    }));

  it("never go back to an older copy", () =>
    LineBench.run(async (bench) => {
      await bench.line.configure({ ...bench.row!, authTokenSealed: "older", updatedAt: bench.row!.updatedAt - 1 });
      bench.d1IsAway = true;
      expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
    }));
});

describe("handing over", () => {
  it("survives a crash before, and one between delivery and its note", () =>
    LineBench.run(async (bench) => {
      await bench.webhook(bench.write("uno"));
      await bench.webhook(bench.write("due"));
      bench.restart();
      await bench.wait(5000);
      expect(new Set(bench.texts())).toEqual(new Set(["uno", "due"]));
      expect(bench.rows().map(({ body }) => body)).toEqual([null, null]);
    }));

  it("repeats what was delivered but not noted, before what came after it", () =>
    LineBench.run(async (bench) => {
      let isDying = true;
      bench.deliverFails = ({ text }) => text === "uno" && isDying;
      await bench.webhook(bench.write("uno"));
      await bench.webhook(bench.write("due"));
      await bench.settle();
      expect(bench.texts()).toEqual(["uno"]);
      isDying = false;
      bench.restart();
      await bench.wait(5000);
      expect(bench.texts()).toEqual(["uno", "uno", "due"]);
    }));

  it("keeps a sender's order through failures, and lets nobody else wait", () =>
    LineBench.run(async (bench) => {
      bench.deliverFails = ({ from }) => from.value === anna;
      await bench.webhook(bench.write("Anna 1"));
      await bench.webhook(bench.write("Anna 2"));
      await bench.webhook(bench.write("Bruno 1", bruno));
      await bench.settle();
      expect(bench.texts()).toEqual(["Anna 1", "Bruno 1"]);
      expect(await bench.line.health()).toMatchObject({ pending: 2, lastError: { detail: "The conversation is away" } });
      await bench.wait(500);
      expect(bench.texts()).toHaveLength(2);
      await bench.wait(600);
      expect(bench.texts()).toHaveLength(3);
      bench.deliverFails = () => false;
      await bench.wait(minute);
      expect(bench.texts().slice(-2)).toEqual(["Anna 1", "Anna 2"]);
      expect((await bench.line.health()).pending).toBe(0);
    }));

  it("goes on after the number was disconnected, to whom it was accepted for", () =>
    LineBench.run(async (bench) => {
      bench.deliverFails = () => true;
      await bench.webhook(bench.write("Ciao"));
      await bench.settle();
      bench.row = null;
      await bench.line.forget();
      bench.deliverFails = () => false;
      await bench.wait(minute);
      expect(bench.delivered.at(-1)).toMatchObject({ owner: { agentId: "agt_a" }, message: { text: "Ciao" } });
      expect(await bench.webhook(bench.write("Ancora"))).toBe(404);
    }));
});

describe("a number that was let go of", () => {
  it("is not revived by a copy of its row from before, told or still on its way", () =>
    LineBench.run(async (bench) => {
      const stale = bench.row!;
      bench.row = null;
      await bench.line.forget();
      await bench.line.configure(stale);
      expect(await bench.line.health()).toMatchObject({ isConnected: false });
      let answer = (): void => undefined;
      bench.d1Answers = new Promise((resolve) => (answer = resolve));
      bench.row = stale;
      const admitted = bench.webhook(bench.write("Ciao"));
      await bench.settle();
      bench.row = null;
      await bench.line.forget();
      answer();
      expect(await admitted).toBe(404);
      bench.restart();
      await bench.line.configure(stale);
      expect(await bench.line.health()).toMatchObject({ isConnected: false });
    }));

  it("comes back with a new row, and with one that D1 has whatever its clock says", () =>
    LineBench.run(async (bench) => {
      for (const updatedAt of [bench.now + 1, bench.now - 1000]) {
        await bench.line.forget();
        bench.row = { ...bench.row!, updatedAt };
        await bench.line.configure(bench.row);
        expect(await bench.webhook(bench.write("Ciao"))).toBe(200);
      }
    }));
});

describe("a number that changes hands", () => {
  it("keeps what was accepted with the agent it was accepted for, and knows every id for ever (I1)", () =>
    LineBench.run(async (bench) => {
      const [first, second] = [bench.write("uno"), bench.write("due")];
      await bench.webhook(first);
      await bench.settle();
      bench.deliverFails = () => true;
      await bench.webhook(second);
      await bench.settle();
      bench.row = { ...bench.row!, agentId: "agt_b", updatedAt: bench.now + 1 };
      await bench.line.configure(bench.row);
      bench.deliverFails = () => false;
      await bench.webhook(first);
      await bench.webhook(second);
      await bench.webhook(bench.write("tre"));
      await bench.wait(minute);
      const agentOf = new Map(bench.delivered.map(({ owner, message }) => [message.text, owner.agentId]));
      expect([...agentOf]).toEqual([
        ["uno", "agt_a"],
        ["due", "agt_a"],
        ["tre", "agt_b"],
      ]);
    }));

  it("while its list is being read gets only what is the new tenant's (I7)", () =>
    LineBench.run(async (bench) => {
      bench.write("per il vecchio");
      bench.twilioFails = (_method, done) => {
        const page = done();
        bench.now += 5000;
        bench.row = { ...bench.row!, tenantId: "ten_b", connectedAt: bench.now, updatedAt: bench.now };
        return bench.line.configure(bench.row).then(() => page);
      };
      await bench.wait(30_000);
      expect(bench.delivered).toEqual([]);
    }));

  it("doesn't show a new tenant what was written to the old one (I7)", () =>
    LineBench.run(async (bench) => {
      await bench.wait(minute);
      bench.write("per il vecchio");
      bench.now += 5000;
      bench.row = { ...bench.row!, tenantId: "ten_b", agentId: "agt_b", connectedAt: bench.now, updatedAt: bench.now };
      await bench.line.configure(bench.row);
      bench.now += 2000;
      bench.write("per il nuovo");
      await bench.wait(minute);
      expect(bench.texts()).toEqual(["per il nuovo"]);
    }));
});

describe("what the line tells of itself", () => {
  it("names the last message out, also days later", () =>
    LineBench.run(async (bench) => {
      expect((await bench.line.health()).lastOutboundAt).toBeNull();
      const sentAt = bench.now;
      await bench.line.send({
        conversationId: "c",
        messageId: "m",
        part: 0,
        to: anna,
        text: "x",
        media: null,
        template: null,
        callsOff: 0,
      });
      for (let i = 0; i < 5; i++) await bench.wait(day);
      expect((await bench.line.health()).lastOutboundAt).toBe(sentAt);
    }));

  it("says whether it still owes an agent something", () =>
    LineBench.run(async (bench) => {
      bench.deliverFails = () => true;
      await bench.webhook(bench.write("in attesa"));
      await bench.settle();
      expect(await bench.line.owes("agt_a")).toBe(true);
      expect(await bench.line.owes("agt_b")).toBe(false);
      bench.deliverFails = () => false;
      await bench.wait(5000);
      expect(await bench.line.owes("agt_a")).toBe(false);
    }));
});
