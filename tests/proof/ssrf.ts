import { startStage } from "../support/stage.ts";
import { setScene, tryAddress } from "./ssrf/attempts.ts";
import { tryConnecting, type Connecting } from "./ssrf/connecting.ts";
import { hostileAddresses } from "./ssrf/corpus.ts";
import { setTraps } from "./ssrf/traps.ts";
import { defineTrial } from "./trial.ts";

interface Tally {
  requests: number;
  hits: number;
  /** The first addresses that were followed to a trap. */
  followed: string[];
  connecting: Connecting | null;
}

/** What is under way for a file or a push after its request was answered. */
const settleMs = 300;
const size = 360;

/**
 * Addresses that lead to this machine or a private network, in every writing, at every door through which the server asks an address
 * that somebody gave it; real listeners on the loopback and the local interfaces count who comes. The names of the public internet that
 * resolve to a private address are the runtime's to refuse: the deployed Worker has `global_fetch_strictly_public`.
 */
export const trial = defineTrial<Tally>({
  section: "attack",
  size,
  slice: 50,
  start: { requests: 0, hits: 0, followed: [], connecting: null },
  async run({ from, to }, tally) {
    const [stage, traps] = await Promise.all([startStage(), setTraps()]);
    const next = { ...tally, followed: [...tally.followed] };
    try {
      await traps.prove();
      const scene = await setScene(stage);
      const addresses = hostileAddresses(traps.traps);
      for (let number = from; number < to; number++) {
        const address = addresses[number % addresses.length] ?? "";
        const before = traps.hits();
        next.requests += await tryAddress(scene, address, `ssrf-${number}`);
        if (traps.hits() > before) next.followed.push(address);
      }
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      next.hits += traps.hits();
      next.connecting ??= await tryConnecting(traps);
    } finally {
      await Promise.all([stage.close(), traps.close()]);
    }
    return { ...next, followed: next.followed.slice(0, 10) };
  },
  figures: ({ requests, hits, followed, connecting }, done) => [
    {
      what: "private, link-local, mapped, decimal, octal, hexadecimal, redirected and disguised addresses in link previews, their pictures, push endpoints, files by address and webhooks: connections to a listener",
      measured: `${hits} connections in ${requests} requests with ${done} addresses${followed[0] ? `; first: ${followed[0]}` : ""}`,
      bound: "0",
      holds: hits === 0,
    },
    {
      what: "DNS rebinding: names that lead to this machine by the time they are connected to, asked by the real workerd with its network as strict as the deployed one's; a Worker has no say in it, and Filo believes no address that it has looked up before",
      measured: `${connecting?.hits ?? 0} connections of ${connecting?.asked ?? 0}; ${connecting?.control ?? 0} where private addresses are allowed`,
      bound: "0; more than 0",
      holds: connecting !== null && connecting.hits === 0 && connecting.control > 0,
    },
  ],
});
