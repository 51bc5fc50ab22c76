import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build.ts";
import { demoAdmin, startDemoWorld, worldVars } from "./demoWorld.ts";
import { freePort } from "./freePort.ts";
import { ownState } from "./owner.ts";
import { startFilo } from "./runtime.ts";
import { keptSecretsKey } from "./secretsKey.ts";
import { confirmOwner } from "./seed/confirmOwner.ts";
import { demoAgents, demoOwner } from "./seed/demo.ts";
import { seed } from "./seed/seed.ts";
import { readSettings } from "./settings.ts";
import { runUntilStopped } from "./untilStopped.ts";
import type { World } from "../world/world.ts";

const tellWhere = (filo: string, world: string, stateDir: string, isNew: boolean): string => `
  Console       ${filo}/console   ${demoOwner.email} / ${demoOwner.password}
  Public pages  ${demoAgents.map(({ fields }) => `${filo}/ai/${fields.slug}`).join("   ")}
  Phone, mails  ${world}/   a simulated phone: write to an agent as a customer would
  State         ${stateDir}${isNew ? " (new, with a demo business in it)" : ""}
  SECRETS_KEY   kept with the state unless the environment names one
`;

/** The demo is made once for a state: what its owner changes or deletes afterwards stays so. A demo that fails stops nothing. */
const seedOnce = async (url: string, stateDir: string, mailbox: World | null): Promise<boolean> => {
  const marker = join(stateDir, "seeded");
  if (existsSync(marker)) return false;
  try {
    await seed(url);
    if (mailbox !== null) await confirmOwner(url, mailbox);
    await writeFile(marker, "");
    return true;
  } catch (cause) {
    console.log(`The demo business is not complete: ${cause instanceof Error ? cause.message : String(cause)}`);
    return false;
  }
};

await runUntilStopped(async (onStop) => {
  const { port: wanted, stateDir, vars } = readSettings(process.env);
  const port = wanted || (await freePort());
  const built = await build();
  if (built.length > 0) console.log(`Built ${built.join(", ")}.`);
  onStop(await ownState(stateDir));
  const secrets = vars.SECRETS_KEY ?? (await keptSecretsKey(stateDir)).key;
  const world = await startDemoWorld(port + 1, stateDir, vars.PUBLIC_URL ?? `http://localhost:${port}`);
  onStop(() => world.close());
  const filo = await startFilo({ port, stateDir, vars: { ...worldVars(world), ...demoAdmin, ...vars, SECRETS_KEY: secrets } });
  onStop(() => filo.stop());
  const isNew = await seedOnce(filo.url, stateDir, vars.MAIL_API_BASE === undefined ? world : null);
  console.log(tellWhere(filo.url, world.url, stateDir, isNew));
});
