import { build } from "../local/build.ts";
import { atMost, type Reading } from "./reading.ts";
import { countRows } from "./rows.ts";
import { firstLoads, workerSize } from "./sizes.ts";

/** What no noise can touch (DESIGN section 7): rows and sizes. */
export async function countReadings(): Promise<Reading[]> {
  await build();
  const [rows, loads] = await Promise.all([countRows(), firstLoads()]);
  const { lead, client, oldClient, status, inbox } = rows;
  const { publicPage, console, greets } = loads;
  return [
    atMost("D1 rows read per message of a known lead, with its reply up to sent", lead.read, 40),
    atMost("D1 rows written per message of a known lead, with its reply up to sent", lead.written, 20),
    atMost("D1 rows read per message of a known client with a dossier", client.read, 40),
    atMost("D1 rows written per message of a known client with a dossier", client.written, 20),
    atMost("D1 rows read per message of a known client with 60 dossier entries", oldClient.read, 40),
    atMost("D1 rows written per message of a known client with 60 dossier entries", oldClient.written, 20),
    atMost("D1 rows written per later status", status.written, 2),
    ...[...inbox].map(([size, read]) => atMost(`D1 rows read per inbox page of 50, of ${size} conversations`, read, 200)),
    atMost("Worker bundle, gzip", await workerSize(), 1_000, " kB"),
    atMost("public page, first load: JS, gzip", publicPage.js, 25, " kB"),
    atMost("public page, first load: all, gzip", publicPage.all, 60, " kB"),
    { what: "public page: agent and greeting in the HTML", measured: greets ? "yes" : "no", bound: "yes", ok: greets },
    atMost("console, first load: JS, gzip", console.js, 95, " kB"),
  ];
}
