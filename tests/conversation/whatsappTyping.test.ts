import { describe, expect, it } from "vitest";
import { accepted, ok, start } from "./frame.ts";
import type { Simulation } from "./simulation.ts";

const shown = ({ typingShown }: Simulation) => typingShown.map(({ sid }) => sid);

describe("typing on WhatsApp", () => {
  it("is shown once for a turn, on the last message of the batch, and the answer doesn't wait for it", async () => {
    const simulation = start();
    simulation.showTyping = async ({ sid }) => {
      simulation.typingShown.push({ sid, at: simulation.now });
      throw new Error("no typing today");
    };
    await simulation.write("ciao", "whatsapp", "sid:SM1");
    await simulation.write("ci sei?", "whatsapp", "sid:SM2");
    expect(shown(simulation)).toEqual([]);
    await simulation.pass(4_000);
    expect([shown(simulation), simulation.calls.length]).toEqual([["SM2"], 1]);
    await simulation.finishCall(ok("eccomi"));
    await simulation.finishSend(true, accepted);
    expect(simulation.phone.map(({ text }) => text)).toEqual(["eccomi"]);
    expect(shown(simulation)).toEqual(["SM2"]);
    await simulation.write("grazie", "whatsapp", "sid:SM3");
    await simulation.pass(4_000);
    expect(shown(simulation)).toEqual(["SM2", "SM3"]);
  });

  it("is not shown for what is written on the page, nor after a takeover, nor after STOP", async () => {
    const simulation = start();
    await simulation.write("dal sito", "web", "web:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("sì"));
    await simulation.write("da whatsapp", "whatsapp", "sid:SM1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.pass(20_000);
    const stopped = start();
    await stopped.write("STOP", "whatsapp", "sid:SM1");
    await stopped.pass(20_000);
    await stopped.object.typing("consultant");
    await stopped.settled();
    expect([shown(simulation), shown(stopped)]).toEqual([[], []]);
  });

  it("is shown while a colleague types, every twenty seconds at most", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:SM1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    const from = simulation.now;
    for (let second = 0; second <= 40; second += 4) {
      await simulation.object.typing("consultant");
      await simulation.pass(4_000);
    }
    expect(simulation.typingShown).toEqual([0, 20_000, 40_000].map((after) => ({ sid: "SM1", at: from + after })));
  });

  it("is not shown by a colleague to who wrote on the page last, is blocked, or wrote longer ago than a day", async () => {
    const [page, blocked, old, unborn] = [start(), start(), start(), start()];
    for (const simulation of [page, blocked, old]) {
      await simulation.write("ciao", "whatsapp", "sid:SM1");
      await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    }
    await page.write("e dal sito", "web", "web:1");
    await blocked.object.blockChanged({ blocked: true, at: blocked.now });
    await old.pass(24 * 3_600_000 + 1);
    for (const simulation of [page, blocked, old, unborn]) {
      await simulation.object.typing("consultant");
      await simulation.settled();
      expect(shown(simulation)).toEqual([]);
    }
  });
});
