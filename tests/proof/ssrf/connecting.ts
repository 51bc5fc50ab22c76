import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../local/freePort.ts";
import { waitFor } from "../waitFor.ts";
import type { Traps } from "./traps.ts";

const worker = `export default {
  async fetch(request) {
    try {
      const answer = await fetch(request.headers.get("x-ask"));
      return new Response(await answer.text(), { status: 299 });
    } catch (cause) {
      return new Response(String(cause));
    }
  },
};`;

/** workerd's own configuration (https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp, `Network`). */
const configuration = (port: number, allowed: "public" | "private"): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "asker", worker = (modules = [(name = "asker.js", esModule = embed "asker.js")], compatibilityDate = "2026-10-01")),
    (name = "internet", network = (allow = ["${allowed}"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "asker")],
);`;

const binary = (): string => {
  const here = createRequire(import.meta.url);
  const { default: path } = createRequire(here.resolve("miniflare"))("workerd") as { default: string };
  return path;
};

/** Names and addresses of this machine: what a name that was public a moment ago may be by the time somebody connects. */
const turned = (port: number): string[] =>
  ["localhost", hostname(), "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}/`);

const askAll = async (traps: Traps, allowed: "public" | "private"): Promise<{ asked: number; hits: number }> => {
  const folder = await mkdtemp(join(tmpdir(), "filo-asker-"));
  const port = await freePort();
  await writeFile(join(folder, "asker.js"), worker);
  await writeFile(join(folder, "config.capnp"), configuration(port, allowed));
  const runtime = spawn(binary(), ["serve", join(folder, "config.capnp")], { stdio: "ignore" });
  const ask = (address: string) => fetch(`http://127.0.0.1:${port}/`, { headers: { "x-ask": address } });
  try {
    await waitFor(() => ask("nothing").then(Boolean, () => null), 60_000);
    const before = traps.hits();
    const addresses = turned(traps.traps[0]!.port);
    for (const address of addresses) await (await ask(address)).text();
    return { asked: addresses.length, hits: traps.hits() - before };
  } finally {
    runtime.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
};

export interface Connecting {
  asked: number;
  hits: number;
  /** The same where private addresses are allowed: the traps are there and would have noticed. */
  control: number;
}

/**
 * A name may lead to a public address when it is looked at, and to a private one when it is connected to. Filo looks at no addresses and a
 * Worker cannot: whether the one that is connected to may be is the runtime's to judge, and the real workerd is seen to judge it then.
 */
export const tryConnecting = async (traps: Traps): Promise<Connecting> => {
  const { asked, hits } = await askAll(traps, "public");
  const { hits: control } = await askAll(traps, "private");
  return { asked, hits, control };
};
