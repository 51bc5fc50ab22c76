import { describe, expect, it } from "vitest";
import { anna, bruno, LineBench } from "./lineBench.worker.ts";

const minute = 60_000;
const hour = 60 * minute;

const lists = (bench: LineBench) => bench.requests.filter(({ method }) => method === "GET");

describe("without a webhook", () => {
  it("what customers write is found every 30 s, oldest first, once", () =>
    LineBench.run(async (bench) => {
      bench.write("uno");
      bench.write("due");
      await bench.wait(30_000);
      bench.write("tre", bruno);
      await bench.wait(30_000);
      await bench.wait(30_000);
      expect(bench.texts()).toEqual(["uno", "due", "tre"]);
      expect(bench.delivered[0]?.message.source).toBe("list");
      expect(lists(bench)).toHaveLength(4);
      expect(await bench.line.health()).toMatchObject({ mode: "polling", lastPollAt: bench.now, lastError: null });
    }));

  it("a message that the list shows late is still found", () =>
    LineBench.run(async (bench) => {
      bench.write("tardi").listedAt = bench.now + 8 * minute;
      for (let i = 0; i < 20; i++) await bench.wait(30_000);
      expect(bench.texts()).toEqual(["tardi"]);
    }));

  it("one that the list shows hours late is found by the hourly look back", () =>
    LineBench.run(async (bench) => {
      bench.write("molto tardi").listedAt = bench.now + 3 * hour;
      for (let i = 0; i < 9; i++) await bench.wait(30 * minute);
      expect(bench.texts()).toEqual(["molto tardi"]);
    }));

  it("many pages are read whole before any of it is handed over", () =>
    LineBench.run(async (bench) => {
      const texts = Array.from({ length: 450 }, (_, i) => `Messaggio ${i}`);
      for (const text of texts) bench.write(text);
      await bench.wait(30_000);
      await expect.poll(() => bench.delivered.length, { timeout: 5000 }).toBe(450);
      expect(bench.texts()).toEqual(texts);
    }));

  it("what was written before the connection is not imported", () =>
    LineBench.run(async (bench) => {
      bench.write("antico");
      bench.now += hour;
      await bench.line.configure({ ...bench.row!, connectedAt: bench.now });
      bench.now += 1000;
      bench.write("nuovo");
      await bench.wait(30_000);
      expect(bench.texts()).toEqual(["nuovo"]);
    }, false));

  it("a list that fails is asked again, further apart, and nothing between is missed", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = () =>
        Response.json({ code: 20503, message: "Service Unavailable", more_info: "", status: 503 }, { status: 503 });
      bench.write("uno");
      for (let i = 0; i < 40; i++) await bench.wait(30_000);
      const asked = lists(bench).length;
      expect(asked).toBeLessThan(12);
      expect(await bench.line.health()).toMatchObject({ lastError: { detail: expect.stringContaining("20503") as string } });
      bench.twilioFails = () => null;
      for (let i = 0; i < 11; i++) await bench.wait(30_000);
      expect(bench.texts()).toEqual(["uno"]);
    }));

  it("goes on after a crash in the middle of a poll", () =>
    LineBench.run(async (bench) => {
      bench.write("uno");
      bench.twilioFails = () => new Promise(() => {});
      await bench.wait(30_000);
      bench.twilioFails = () => null;
      bench.restart();
      await bench.wait(30_000);
      expect(bench.texts()).toEqual(["uno"]);
    }));

  it("what could not be stored is asked for again, and found", () =>
    LineBench.run(async (bench) => {
      bench.write("uno");
      bench.refuseRows(true);
      await bench.wait(30_000);
      for (let i = 0; i < 3; i++) await bench.wait(10 * minute);
      expect(await bench.line.health()).toMatchObject({ lastError: { detail: expect.stringContaining("full") as string } });
      bench.refuseRows(false);
      await bench.wait(10 * minute);
      expect(bench.texts()).toEqual(["uno"]);
    }));

  it("delivery reports come from the list too", () =>
    LineBench.run(async (bench) => {
      const part = {
        conversationId: "cnv_1",
        messageId: "msg_1",
        part: 1,
        to: bruno,
        text: "Ecco",
        media: null,
        template: null,
        callsOff: 0,
      };
      const outcome = await bench.line.send(part);
      const sent = bench.core.state.messages.at(-1)!;
      sent.status = "delivered";
      await bench.wait(30_000);
      await bench.wait(30_000);
      sent.status = "read";
      await bench.wait(30_000);
      expect(outcome).toEqual({ kind: "accepted", sid: sent.sid });
      expect(bench.reported.map(({ messageId, part, status }) => [messageId, part, status])).toEqual([
        ["msg_1", 1, "delivered"],
        ["msg_1", 1, "read"],
      ]);
    }));
});

const picture = { attachments: [{ contentType: "image/jpeg", base64: btoa("a picture") }] };
const mediaLists = (bench: LineBench) => lists(bench).filter(({ url }) => url.pathname.endsWith("/Media.json"));

describe("files in Twilio's list", () => {
  it("come with their message, in order, for one call each", () =>
    LineBench.run(async (bench) => {
      bench.write("prima");
      bench.write("", anna, picture);
      bench.write("Guarda qui", bruno, { attachments: [...picture.attachments, ...picture.attachments] });
      bench.write("dopo");
      for (let i = 0; i < 3; i++) await bench.wait(30_000);
      const from = (sender: string) =>
        bench.delivered
          .filter(({ message }) => message.from.value === sender)
          .map(({ message }) => [message.text, message.media.length]);
      expect(from(anna)).toEqual([
        ["prima", 0],
        ["", 1],
        ["dopo", 0],
      ]);
      expect(from(bruno)).toEqual([["Guarda qui", 2]]);
      expect(mediaLists(bench)).toHaveLength(2);
    }));

  it("that cannot be listed keep no message waiting, and stand by their place", () =>
    LineBench.run(async (bench) => {
      bench.twilioFails = () =>
        bench.requests.at(-1)?.url.pathname.endsWith("/Media.json") ? Response.json({ code: 20503 }, { status: 503 }) : null;
      const { sid } = bench.write("Guarda", anna, picture);
      await bench.wait(30_000);
      await expect.poll(() => bench.delivered.length, { timeout: 5000 }).toBe(1);
      expect(mediaLists(bench)).toHaveLength(3);
      expect(bench.delivered[0]?.message.media).toEqual([
        {
          url: `https://api.twilio.test/2010-04-01/Accounts/${bench.accountSid}/Messages/${sid}/Media?place=0`,
          announcedType: "application/octet-stream",
        },
      ]);
      bench.twilioFails = () => null;
      await bench.wait(30_000);
      expect(bench.delivered).toHaveLength(1);
    }));
});

describe("when no webhook comes for half an hour", () => {
  const senders = [anna, bruno, "+447700900003"];

  it("everything is back within a minute of the first sweep, in order, once, with its files", () =>
    LineBench.run(async (bench) => {
      await bench.webhook(bench.write("Prima del buio"));
      await bench.settle();
      const dark = bench.now;
      const written: string[] = [];
      // A message every 20 s, every fifth with a picture; nobody looks before the dark is over.
      for (let i = 1; i <= 90; i++) {
        bench.now = dark + i * 20_000;
        written.push(bench.write(`Nel buio ${i}`, senders[i % 3], i % 5 === 0 ? picture : {}).sid);
      }
      const back = () => bench.delivered.length;
      await bench.wait(0);
      // The newest was written this very second: the next poll has it, half a minute on.
      await expect.poll(back, { timeout: 10_000 }).toBe(90);
      await bench.wait(30_000);
      await expect.poll(back, { timeout: 10_000 }).toBe(91);
      await bench.webhook(bench.write("Dopo il buio"));
      await bench.settle();
      const sids = bench.delivered.map(({ message }) => message.sid).slice(1, -1);
      for (const sender of senders) {
        const order = bench.delivered
          .filter(({ message }) => message.from.value === sender)
          .map(({ message }) => message.receivedAt);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }
      expect(sids.toSorted()).toEqual(written.toSorted());
      expect(bench.delivered.filter(({ message }) => message.media.length === 1)).toHaveLength(18);
    }));

  it("the line polls by itself from the fifth minute on, and nothing waits longer than a poll", () =>
    LineBench.run(async (bench) => {
      await bench.webhook(bench.write("Prima del buio"));
      await bench.settle();
      for (let i = 1; i <= 180; i++) {
        if (i % 6 === 0) bench.write(`Nel buio ${i / 6}`);
        await bench.wait(10_000);
        if (i > 36 && i % 6 === 4) expect(bench.texts()).toHaveLength(1 + Math.floor(i / 6));
      }
      expect(bench.texts()).toEqual(["Prima del buio", ...Array.from({ length: 30 }, (_, i) => `Nel buio ${i + 1}`)]);
      expect((await bench.line.health()).mode).toBe("polling");
    }));
});

describe("with a webhook", () => {
  it("what is younger than half a minute is left to its own webhook, which tells more", () =>
    LineBench.run(async (bench) => {
      await bench.webhook(bench.write("uno"));
      for (let i = 0; i < 9; i++) {
        await bench.wait(30_000);
        await bench.webhook(bench.write(`portato ${i}`));
      }
      const place = { latitude: 45.4, longitude: 9.2 };
      bench.write("perduto");
      bench.now += 10_000;
      const young = bench.write("testo povero", anna, { place });
      await bench.wait(25_000);
      expect(bench.texts()).toContain("perduto");
      expect(bench.texts()).not.toContain("testo povero");
      await bench.webhook(young);
      await bench.settle();
      expect(bench.delivered.at(-1)?.message).toMatchObject({ sid: young.sid, place, source: "webhook" });
    }));

  it("what is seconds old is left to it by a number to which nobody wrote for a while, too", () =>
    LineBench.run(async (bench) => {
      await bench.webhook(bench.write("buonanotte"));
      await bench.wait(30 * minute);
      const before = lists(bench).length;
      const place = { latitude: 45.4, longitude: 9.2 };
      bench.now += 28_000;
      const young = bench.write("testo povero", anna, { place });
      await bench.wait(3_000);
      expect(lists(bench).length).toBeGreaterThan(before);
      expect(bench.texts()).toEqual(["buonanotte"]);
      await bench.webhook(young);
      await bench.settle();
      expect(bench.delivered.at(-1)?.message).toMatchObject({ sid: young.sid, place, source: "webhook" });
    }));

  it("the list is swept every 5 min, for what was never brought", () =>
    LineBench.run(async (bench) => {
      const before = lists(bench).length;
      bench.write("perduto");
      for (let i = 0; i < 9; i++) {
        await bench.webhook(bench.write(`portato ${i}`));
        await bench.wait(30_000);
      }
      expect(lists(bench).length).toBe(before);
      await bench.webhook(bench.write("portato 9"));
      await bench.wait(30_000);
      expect(lists(bench).length).toBe(before + 1);
      expect(bench.texts().filter((text) => text === "perduto")).toHaveLength(1);
      expect(bench.texts()).toHaveLength(11);
      expect((await bench.line.health()).mode).toBe("webhook");
    }));

  it("a quiet number is not said to have lost it; one whose messages have to be asked for is", () =>
    LineBench.run(async (bench) => {
      const mode = async () => (await bench.line.health()).mode;
      await bench.webhook(bench.write("buonanotte"));
      await bench.wait(30 * minute);
      expect(await mode()).toBe("webhook");
      bench.write("mai portato");
      await bench.wait(minute);
      expect(bench.texts()).toContain("mai portato");
      expect(await mode()).toBe("polling");
      await bench.webhook(bench.write("eccomi"));
      expect(await mode()).toBe("webhook");
    }));

  it("a message that comes both ways counts once, whichever is first", () =>
    LineBench.run(async (bench) => {
      const [first, second] = [bench.write("uno"), bench.write("due")];
      await bench.webhook(first);
      await bench.wait(6 * minute);
      expect(await bench.webhook(second)).toBe(200);
      await bench.settle();
      expect(bench.texts()).toEqual(["uno", "due"]);
    }));
});
