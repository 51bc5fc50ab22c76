import { describe, expect, it } from "vitest";
import { anna, LineBench } from "./lineBench.worker.ts";

const part = {
  conversationId: "cnv_1",
  messageId: "msg_1",
  part: 0,
  to: anna,
  text: "Ciao Anna",
  media: null,
  template: null,
  callsOff: 0,
};
const sends = (bench: LineBench) => bench.requests.filter(({ method }) => method === "POST");
const sidOf = (bench: LineBench) => bench.core.state.messages.findLast(({ direction }) => direction === "outbound-api")?.sid;
const cut = () => Promise.reject(new Error("Network connection lost."));

describe("a send", () => {
  it("names conversation, message and part in the address it is to be reported to", () =>
    LineBench.run(async (bench) => {
      expect(await bench.line.send(part)).toEqual({ kind: "accepted", sid: sidOf(bench) });
      expect(sends(bench)[0]?.form).toEqual({
        To: `whatsapp:${anna}`,
        From: `whatsapp:${bench.number}`,
        Body: "Ciao Anna",
        StatusCallback: "https://filo.test/api/whatsapp/status-callback?c=cnv_1&m=msg_1&p=0",
      });
    }));

  it("of a part that was accepted isn't repeated, at the same time or after a crash", () =>
    LineBench.run(async (bench) => {
      const [first, second] = await Promise.all([bench.line.send(part), bench.line.send(part)]);
      bench.restart();
      expect([second, await bench.line.send(part)]).toEqual([first, first]);
      expect(sends(bench)).toHaveLength(1);
      await bench.line.send({ ...part, part: 1 });
      expect(sends(bench)).toHaveLength(2);
    }));

  it("is repeated on request once it has failed on its way", () =>
    LineBench.run(async (bench) => {
      await bench.line.send(part);
      const params = { AccountSid: bench.accountSid, MessageSid: sidOf(bench)!, MessageStatus: "failed", ErrorCode: "30008" };
      expect(await bench.callback({ c: "cnv_1", m: "msg_1", p: "0" }, params)).toBe(200);
      expect(await bench.callback({ c: "cnv_1", m: "msg_1", p: "0" }, { ...params, MessageStatus: "sent" })).toBe(200);
      await bench.line.send(part);
      expect(sends(bench)).toHaveLength(2);
    }));

  it("goes without a report where Twilio cannot reach us", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = (method) =>
        method === "POST" && sends(bench).at(-1)?.form["StatusCallback"] !== undefined
          ? Response.json({ code: 21609, message: "Invalid callback", more_info: "", status: 400 }, { status: 400 })
          : null;
      expect((await bench.line.send(part)).kind).toBe("accepted");
      expect(sends(bench).at(-1)?.form["StatusCallback"]).toBeUndefined();
    }));

  it("rests when Twilio asks for it", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = () =>
        Response.json(
          { code: 20429, message: "Too Many Requests", more_info: "", status: 429 },
          { status: 429, headers: { "retry-after": "20" } },
        );
      expect(await bench.line.send(part)).toEqual({ kind: "again", afterMs: 20_000, code: "20429" });
      bench.twilioFails = () => null;
      bench.now += 5000;
      expect(await bench.line.send(part)).toEqual({ kind: "again", afterMs: 15_000, code: "pace" });
      bench.now += 15_000;
      expect((await bench.line.send(part)).kind).toBe("accepted");
    }));

  it("with a customer's user id goes to that id", () =>
    LineBench.run(async (bench) => {
      await bench.line.send({ ...part, to: "GB.13491208655302741918" });
      expect(sends(bench)[0]?.form["To"]).toBe("whatsapp:GB.13491208655302741918");
    }));
});

describe("a send whose answer is lost", () => {
  it("is found when Twilio had accepted it, and not sent again", () =>
    LineBench.run(async (bench) => {
      const since = bench.now;
      bench.twilioFails = (_method, done) => (done(), cut());
      expect(await bench.line.send(part)).toEqual({ kind: "unknown" });
      bench.twilioFails = () => null;
      const question = { ...part, since };
      expect(await bench.line.find(question)).toEqual({ sid: sidOf(bench) });
      expect(await bench.line.send(part)).toEqual({ kind: "accepted", sid: sidOf(bench) });
      expect(sends(bench)).toHaveLength(1);
    }));

  it("is not there when it never arrived, and may go again", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = cut;
      expect(await bench.line.send(part)).toEqual({ kind: "unknown" });
      await expect(bench.line.find({ to: anna, text: part.text, since: bench.now })).rejects.toThrow("no_answer");
      bench.twilioFails = () => null;
      expect(await bench.line.find({ to: anna, text: part.text, since: bench.now })).toBeNull();
      expect((await bench.line.send(part)).kind).toBe("accepted");
    }));

  it("is not taken for another part with the same words", () =>
    LineBench.run(async (bench) => {
      const since = bench.now;
      await bench.line.send(part);
      bench.twilioFails = cut;
      await bench.line.send({ ...part, part: 1 });
      bench.twilioFails = () => null;
      expect(await bench.line.find({ ...part, part: 1, since })).toBeNull();
      expect(await bench.line.find({ ...part, since })).toEqual({ sid: sidOf(bench) });
    }));

  it("is known from its delivery report, which may come before anything else", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = (method, done) => (method === "POST" ? (done(), cut()) : null);
      await bench.line.send(part);
      const params = { AccountSid: bench.accountSid, MessageSid: sidOf(bench)!, MessageStatus: "delivered" };
      await bench.callback({ c: "cnv_1", m: "msg_1", p: "0" }, params);
      const listed = bench.requests.length;
      expect(await bench.line.find({ ...part, since: bench.now })).toEqual({ sid: sidOf(bench) });
      expect(bench.requests).toHaveLength(listed);
    }));
});

describe("a call that its thread has called off", () => {
  const order = { conversationId: part.conversationId, callsOff: 1 };

  it("is not made when it arrives afterwards, also after a crash; those of later are, and those of other threads", () =>
    LineBench.run(async (bench) => {
      await bench.line.callOff(order);
      expect(await bench.line.send(part)).toEqual({ kind: "again", afterMs: 1000, code: "called_off" });
      bench.restart();
      expect(await bench.line.send({ ...part, part: 1 })).toMatchObject({ code: "called_off" });
      expect(sends(bench)).toEqual([]);
      expect(await bench.line.send({ ...part, callsOff: 1 })).toMatchObject({ kind: "accepted" });
      expect(await bench.line.send({ ...part, conversationId: "cnv_2", messageId: "msg_2" })).toMatchObject({ kind: "accepted" });
    }));

  it("is not called back by an order that comes late", () =>
    LineBench.run(async (bench) => {
      await bench.line.callOff({ ...order, callsOff: 2 });
      await bench.line.callOff(order);
      expect(await bench.line.send({ ...part, callsOff: 1 })).toMatchObject({ code: "called_off" });
    }));

  it("is waited for when it has left for Twilio already", () =>
    LineBench.run(async (bench) => {
      let answers = () => undefined as void;
      const answered = new Promise<void>((resolve) => (answers = resolve));
      const late = async (answer: () => Response) => {
        await answered;
        return answer();
      };
      bench.twilioFails = (method, done) => (method === "POST" ? late(done) : null);
      const sent = bench.line.send(part);
      await bench.settle();
      let isOver = false;
      const calledOff = bench.line.callOff(order).then(() => (isOver = true));
      await bench.settle();
      expect(isOver).toBe(false);
      answers();
      await calledOff;
      expect(await sent).toMatchObject({ kind: "accepted" });
    }));

  it("is forgotten once no call can be on its way any more, and with its thread", () =>
    LineBench.run(async (bench) => {
      await bench.line.callOff(order);
      bench.now += 61 * 60_000;
      await bench.line.callOff({ conversationId: "cnv_2", callsOff: 1 });
      expect(await bench.line.send(part)).toMatchObject({ kind: "accepted" });
      await bench.line.forgetSenders({ tenantId: "ten_a", senders: [], conversationIds: ["cnv_2"], at: bench.now });
      expect(await bench.line.send({ ...part, conversationId: "cnv_2", messageId: "msg_2" })).toMatchObject({ kind: "accepted" });
    }));
});

describe("a delivery report", () => {
  const query = { c: "cnv_1", m: "msg_1", p: "0" };
  const params = (bench: LineBench, status: string) => ({
    AccountSid: bench.accountSid,
    MessageSid: `SM${"5".repeat(32)}`,
    MessageStatus: status,
  });

  it("is handed to its message, each in turn, and never becomes a message", () =>
    LineBench.run(async (bench) => {
      for (const status of ["queued", "sent", "delivered", "delivered", "read"])
        expect(await bench.callback(query, params(bench, status))).toBe(200);
      await bench.settle();
      expect(
        bench.reported.map(({ conversationId, messageId, part, status }) => [conversationId, messageId, part, status]),
      ).toEqual([
        ["cnv_1", "msg_1", 0, "sent"],
        ["cnv_1", "msg_1", 0, "delivered"],
        ["cnv_1", "msg_1", 0, "read"],
      ]);
      expect(bench.delivered).toEqual([]);
      expect(bench.rows()).toEqual([]);
      expect((await bench.line.health()).lastInboundAt).toBeNull();
    }));

  it("about another message than the one that was signed is refused", () =>
    LineBench.run(async (bench) => {
      const { twilioSignature } = await import("../../world/signature.ts");
      const url = "https://filo.test/api/whatsapp/status-callback?";
      const form = params(bench, "read");
      const signature = twilioSignature(bench.authToken, `${url}c=cnv_1&m=msg_1&p=0`, form);
      expect(
        await bench.line.status({ url: `${url}c=cnv_1&m=msg_2&p=0`, signature, params: form, query: { ...query, m: "msg_2" } }),
      ).toEqual({ status: 403 });
      expect(bench.reported).toEqual([]);
    }));
});

describe("a number that sends too fast", () => {
  const tooFast = () =>
    Response.json({ code: 63018, message: "Rate limit exceeded for Channel", more_info: "", status: 429 }, { status: 429 });

  it("goes slower for a while, whatever it sends, also after a restart", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = () => tooFast();
      expect(await bench.line.send(part)).toEqual({ kind: "again", afterMs: 10_000, code: "63018" });
      bench.twilioFails = () => null;
      bench.now += 10_000;
      bench.restart();
      const picture = { url: "https://filo.test/x", mediaType: "image/jpeg" };
      const outcomes = await Promise.all([
        bench.line.send({ ...part, part: 1 }),
        bench.line.send({ ...part, part: 2, text: "", media: picture }),
      ]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
      expect(bench.storedKeys()).toContain("slowdown");
    }));

  it("heeds what a delivery report says too", () =>
    LineBench.run(async (bench) => {
      await bench.line.send(part);
      expect(bench.storedKeys()).not.toContain("slowdown");
      const params = { AccountSid: bench.accountSid, MessageSid: sidOf(bench)!, MessageStatus: "failed", ErrorCode: "63018" };
      await bench.callback({ c: "cnv_1", m: "msg_1", p: "0" }, params);
      await bench.callback({ c: "cnv_1", m: "msg_1", p: "0" }, params);
      expect(bench.storedKeys()).toContain("slowdown");
      expect(bench.slowdownFactor()).toBe(2);
    }));

  it("is not slowed by a failure that has nothing to do with pace", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = () => Response.json({ code: 63016, message: "", more_info: "", status: 400 }, { status: 400 });
      expect(await bench.line.send(part)).toMatchObject({ kind: "refused", code: "63016" });
      expect(bench.storedKeys()).not.toContain("slowdown");
    }));
});

describe("a file or template whose send is in doubt", () => {
  it("is found again by its part, its words and its file", () =>
    LineBench.run(async (bench) => {
      const picture = { ...part, text: "", media: { url: "https://filo.test/x", mediaType: "image/jpeg" } };
      bench.twilioFails = (method, done) => (method === "POST" ? (done(), cut()) : null);
      expect(await bench.line.send(picture)).toEqual({ kind: "unknown" });
      bench.twilioFails = () => null;
      const since = bench.now - 1000;
      expect(await bench.line.find({ ...part, part: 3, since })).toBeNull();
      expect(await bench.line.find({ ...picture, since })).toEqual({ sid: sidOf(bench) });
      expect(await bench.line.send(picture)).toEqual({ kind: "accepted", sid: sidOf(bench) });
    }));
});
