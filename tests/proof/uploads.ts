import { readFileSync } from "node:fs";
import { fileTypes } from "../../workers/platform/fileType.ts";
import { startStage } from "../support/stage.ts";
import { uploads, type Upload } from "./uploads/corpus.ts";
import { setScene, ways, type Fate } from "./uploads/ways.ts";
import { defineTrial } from "./trial.ts";

interface Tally {
  tried: number;
  refused: number;
  kept: number;
  wrong: string[];
  slowestMs: number;
  slowest: string;
  /** Of workerd's memory over what it had before, in MB. */
  grownMb: number;
}

const mostSeconds = 60;
const mostMb = 512;

const residentMb = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024;

/** Signs that turn a name round, end a line or a header, or lead into a folder; and endings that something is run by. */
const isHarmfulName = (name: string): boolean =>
  /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\\/]/.test(name) ||
  !/\.[a-z0-9]{1,5}$/.test(name) ||
  /\.(?:exe|html?|svg|bat|hta|js|cmd|com|scr)$/i.test(name) ||
  name.length > 130;

/** Only its reading shows what it is: it is kept until then, and refused afterwards, which whoever waits for the reading sees. */
const blowsUp = "a document that asks for files and blows up";

/** What is wrong with what became of a file; null if nothing is. */
const judge = ({ what, as }: Upload, way: string, fate: Fate): string | null => {
  if (fate.kind === "broken") return fate.why;
  // A list's text is looked at and never stored; knowledge takes PDFs alone.
  if (way === "a list of people") return null;
  const wanted = way === "knowledge" && as !== "application/pdf" ? null : as;
  if (fate.kind === "refused" && what === blowsUp && way === "WhatsApp") return null;
  if (fate.kind === "refused") return wanted === null || way === "knowledge" ? null : `refused with ${fate.status}`;
  if (wanted === null) return `kept as ${fate.mediaType}`;
  if (fate.mediaType !== wanted) return `kept as ${fate.mediaType}`;
  if (fate.headers === null) return null;
  const said = (name: string) => fate.headers?.get(name) ?? "";
  if (!(fileTypes as readonly string[]).includes(said("content-type")) || said("content-type") !== wanted)
    return `served as ${said("content-type")}`;
  if (!said("content-disposition").startsWith("attachment;")) return `served ${said("content-disposition")}`;
  if (said("x-content-type-options") !== "nosniff") return "served without nosniff";
  if (!/default-src 'none'/.test(said("content-security-policy"))) return "served without a policy";
  const shown = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(said("content-disposition"))?.[1] ?? "");
  const harmful = [shown, fate.name].find(isHarmfulName);
  return harmful === undefined ? null : `called ${JSON.stringify(harmful)}`;
};

/** Files that are made to do harm, by every way in: refused, or kept as what they are and handed out as nothing but a file. */
export const trial = defineTrial<Tally>({
  section: "attack",
  size: uploads.length,
  slice: uploads.length,
  start: { tried: 0, refused: 0, kept: 0, wrong: [], slowestMs: 0, slowest: "", grownMb: 0 },
  async run({ from, to }, tally) {
    const stage = await startStage();
    const next = { ...tally, wrong: [...tally.wrong] };
    try {
      const scene = await setScene(stage);
      const before = residentMb(stage.filo.pid);
      for (let at = from; at < to; at++)
        for (const [way, send] of Object.entries(ways)) {
          const upload = uploads[at]!;
          const started = performance.now();
          const fate = await send(scene, upload, `caricato-${at}`);
          const took = Math.round(performance.now() - started);
          next.tried += 1;
          if (fate.kind !== "broken") next[fate.kind] += 1;
          const wrong = judge(upload, way, fate);
          if (wrong !== null) next.wrong.push(`${upload.what} by ${way}: ${wrong}`);
          if (took > next.slowestMs) Object.assign(next, { slowestMs: took, slowest: `${upload.what} by ${way}` });
        }
      next.grownMb = Math.max(next.grownMb, Math.round(residentMb(stage.filo.pid) - before));
    } finally {
      await stage.close();
    }
    return next;
  },
  figures: ({ tried, refused, kept, wrong, slowestMs, slowest, grownMb }, done) => [
    {
      what: `${done} files (pages, drawings and scripts in disguise, polyglots, bombs, scripts and programs, broken and empty ones, names that mislead) by ${Object.keys(ways).length} ways in: refused, or kept by their content and served as attachments with nosniff, a policy and a harmless name`,
      measured: `${wrong.length} wrong of ${tried}: ${refused} refused, ${kept} kept${wrong.length === 0 ? "" : `; ${wrong.slice(0, 4).join("; ")}`}`,
      bound: "0 wrong",
      holds: wrong.length === 0 && kept > 0 && refused > 0,
    },
    {
      what: "the same: time until it is known what becomes of a file (its reading included), and memory of the runtime",
      measured: `${(slowestMs / 1_000).toFixed(1)} s at most (${slowest}), ${grownMb} MB more at its highest`,
      bound: `${mostSeconds} s, ${mostMb} MB`,
      holds: slowestMs <= mostSeconds * 1_000 && grownMb <= mostMb,
    },
  ],
});
