import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { worldVars } from "../local/demoWorld.ts";
import { freePort } from "../local/freePort.ts";
import { startFilo, type Filo, type FiloOptions } from "../local/runtime.ts";
import type { World } from "../world/world.ts";
import { waitFor } from "../proof/waitFor.ts";
import { ConsoleClient } from "./consoleClient.ts";

const adminsEmail = "gestore@filo.example";

/** Another installation beside a stage's, in the same world, with nothing in it but whoever runs it. */
export class SecondHome {
  readonly options: FiloOptions;
  readonly admin: ConsoleClient;
  #filo: Filo;

  constructor(filo: Filo, options: FiloOptions) {
    this.#filo = filo;
    this.options = options;
    this.admin = new ConsoleClient(filo.url);
  }

  get url(): string {
    return this.#filo.url;
  }

  get stateDir(): string {
    return this.options.stateDir;
  }

  kill(): Promise<void> {
    return this.#filo.kill();
  }

  async restart(): Promise<void> {
    this.#filo = await startFilo(this.options);
  }

  async close(): Promise<void> {
    await this.#filo.stop();
    await rm(this.options.stateDir, { recursive: true, force: true });
  }
}

/** Starts it, and signs its administrator up. */
export const startSecondHome = async (world: World, secretsKey: string): Promise<SecondHome> => {
  const options: FiloOptions = {
    port: await freePort(),
    stateDir: await mkdtemp(join(tmpdir(), "filo-home-")),
    vars: { SECRETS_KEY: secretsKey, PLATFORM_ADMINS: adminsEmail, ...worldVars(world) },
    quiet: true,
    crons: false,
  };
  const home = new SecondHome(await startFilo(options), options);
  const known = (await world.mails(adminsEmail)).length;
  await home.admin.post("/api/auth/sign-up", { email: adminsEmail, password: "quattro stagioni", businessName: "Chi ospita" });
  const mailed = async () =>
    (await world.mails(adminsEmail)).slice(known).flatMap(({ text }) => /token=([\w-]+)/.exec(text ?? "")?.[1] ?? [])[0] ?? null;
  const token = await waitFor(mailed, 10_000);
  await home.admin.post("/api/auth/verify-email", { token });
  return home;
};
