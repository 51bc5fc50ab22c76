import "../support/cloudflareInNode.ts";
import { parentPort, workerData } from "node:worker_threads";
import { added, nothingTold, type Order } from "./tellMany.ts";

const { first, runs } = workerData as Order;
const { tell } = await import("./story.ts");
let told = nothingTold;
for (let seed = first; seed < first + runs; seed++) {
  const { wrong, ...seen } = await tell(seed);
  told = added(told, { ...seen, broken: wrong.length === 0 ? [] : [{ seed, wrong }] });
}
parentPort?.postMessage(told, []);
