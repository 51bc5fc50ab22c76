import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../local/build.ts";
import { demoAdmin, startDemoWorld, worldVars } from "../local/demoWorld.ts";
import { freePort } from "../local/freePort.ts";
import { startFilo } from "../local/runtime.ts";
import { confirmOwner } from "../local/seed/confirmOwner.ts";
import { seed } from "../local/seed/seed.ts";
import type { World } from "../world/world.ts";

/** What `npm start` brings up, on a state of its own; only when asked does its owner run the installation too. */
export interface DemoStage {
  url: string;
  world: World;
  /** Counts the figures now, as the clock does at every quarter of an hour. */
  countFigures(): Promise<void>;
  close(): Promise<void>;
}

const quarterMs = 15 * 60_000;

export async function startDemoStage(options: { ownerRunsIt?: boolean } = {}): Promise<DemoStage> {
  await build();
  const stateDir = await mkdtemp(join(tmpdir(), "filo-demo-"));
  const port = await freePort();
  const world = await startDemoWorld(0, stateDir, `http://localhost:${port}`);
  const admin = options.ownerRunsIt ? demoAdmin : {};
  const vars = { ...worldVars(world), ...admin, SECRETS_KEY: Buffer.alloc(32, "filo's demo").toString("base64") };
  const filo = await startFilo({ port, stateDir, vars, quiet: true });
  await seed(filo.url);
  if (options.ownerRunsIt) await confirmOwner(filo.url, world);
  return {
    url: filo.url,
    world,
    countFigures: () => filo.tick(new Date(Math.floor(Date.now() / quarterMs) * quarterMs)),
    close: async () => {
      await filo.stop();
      await world.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
