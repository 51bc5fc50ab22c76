import { describe, expect, it } from "vitest";
import { LineBench } from "./lineBench.worker.ts";

const minute = 60_000;

describe("a line", () => {
  it("knows which thread a message was first handed to, also after a crash, wherever its sender's messages go by then", () =>
    LineBench.run(async (bench) => {
      bench.deliverFails = () => true;
      await bench.webhook(bench.write("uno"));
      await bench.settle();
      bench.restart();
      await bench.wait(5000);
      bench.threadNow = "cnv_2";
      bench.deliverFails = () => false;
      await bench.wait(minute);
      expect(bench.threads[0]).toEqual({ known: null, stands: "cnv_1" });
      expect(bench.threads.at(-1)).toEqual({ known: "cnv_1", stands: "cnv_2" });
      await bench.webhook(bench.write("due"));
      await bench.settle();
      expect(bench.threads.at(-1)).toEqual({ known: null, stands: "cnv_2" });
    }));

  it("lets one thread stand for a message that is handed over twice at once, and none once it is there", () =>
    LineBench.run(async (bench) => {
      const claims: ((thread: string) => string | null)[] = [];
      bench.handing = (first) => void claims.push((thread) => first.claim(thread, null));
      await bench.webhook(bench.write("uno"));
      await bench.settle();
      expect(bench.threads).toEqual([{ known: null, stands: "cnv_1" }]);
      expect(claims[0]?.("cnv_2")).toBeNull();
      bench.deliverFails = () => true;
      await bench.webhook(bench.write("due"));
      await bench.settle();
      expect(claims[1]?.("cnv_2")).toBe("cnv_1");
    }));
});
