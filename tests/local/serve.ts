import { build } from "./build.ts";
import { ownState } from "./owner.ts";
import { startFilo } from "./runtime.ts";
import { keptSecretsKey } from "./secretsKey.ts";
import { readSettings } from "./settings.ts";
import { runUntilStopped } from "./untilStopped.ts";

await runUntilStopped(async (onStop) => {
  const { port, stateDir, vars } = readSettings(process.env);
  await build();
  onStop(await ownState(stateDir));
  const kept = vars.SECRETS_KEY === undefined ? await keptSecretsKey(stateDir) : null;
  if (kept !== null)
    console.log(`SECRETS_KEY is not set: ${kept.isNew ? "made one, kept" : "using the one kept"} in ${kept.file}`);
  const filo = await startFilo({ port, stateDir, vars: { ...(kept === null ? {} : { SECRETS_KEY: kept.key }), ...vars } });
  onStop(() => filo.stop());
  console.log(`Filo: ${filo.url}/console   state: ${stateDir}`);
});
