import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import type { Agent, agentCreateSchema } from "../../schema/contract/agents.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import { build } from "../local/build.ts";
import { worldVars } from "../local/demoWorld.ts";
import { freePort } from "../local/freePort.ts";
import { startFilo, type Filo, type FiloOptions } from "../local/runtime.ts";
import type { WorkerVars } from "../local/settings.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { ConsoleClient } from "./consoleClient.ts";

export interface StageOptions extends Pick<FiloOptions, "dress"> {
  /** The Worker's settings, over those that send it to the world; made with the world where they need something of it. */
  vars?: WorkerVars | ((world: World) => Promise<WorkerVars>);
  /** Makes what the world makes up the same each time. */
  seed?: number;
}

/** A number that customers write to, connected to an agent of Filo's and known to the world. */
export interface ConnectedLine {
  number: string;
  accountSid: string;
  authToken: string;
}

type AgentFields = Partial<z.input<typeof agentCreateSchema>>;
interface ContactFields {
  displayName: string;
  phone?: string;
  email?: string;
  roles?: ("client" | "lead")[];
}

const secretsKey = Buffer.alloc(32, "filo's tests").toString("base64");
const password = "quattro stagioni";

/** The built Filo on stores of its own, and the outside world that it talks to. One business is signed up and signed in. */
export class Stage {
  readonly url: string;
  readonly world: World;
  owner: ConsoleClient;
  #filo: Filo;
  readonly #options: FiloOptions;
  #people = 0;
  #numbers = 0;
  #businesses = 0;

  constructor(world: World, filo: Filo, options: FiloOptions) {
    this.world = world;
    this.#filo = filo;
    this.#options = options;
    this.url = filo.url;
    this.owner = new ConsoleClient(filo.url);
  }

  /** The runtime that serves now; another one after `restart`. */
  get filo(): Filo {
    return this.#filo;
  }

  /** A business of its own, signed in. */
  async signUp(businessName = "Palestra Aurora"): Promise<ConsoleClient> {
    const client = new ConsoleClient(this.url);
    const email = `owner-${++this.#businesses}@filo.example`;
    await client.post("/api/auth/sign-up", { email, password, businessName });
    return client;
  }

  /** An agent that answers soon after the last fragment, unless the fields say otherwise. */
  agent(fields: AgentFields = {}, owner = this.owner): Promise<Agent> {
    return owner.post("/api/agents", { name: "Coach", quietMs: 150, ...fields });
  }

  contact(fields: ContactFields, owner = this.owner): Promise<Contact> {
    return owner.post("/api/contacts", fields);
  }

  /**
   * A new number, connected to the agent.
   *
   * @param how `webhook: false` for a number whose owner cannot receive webhooks
   */
  async line(agent: Pick<Agent, "id">, how: { webhook?: boolean } = {}, owner = this.owner): Promise<ConnectedLine> {
    const { accountSid, authToken } = await this.world.putAccount({});
    const number = `+141555501${String(this.#numbers++).padStart(2, "0")}`;
    await this.world.putNumber({
      number,
      accountSid,
      webhookUrl: how.webhook === false ? null : `${this.url}/api/whatsapp/webhook`,
    });
    await owner.put(`/api/agents/${agent.id}/whatsapp`, { accountSid, authToken, number });
    return { number, accountSid, authToken };
  }

  /** An agent with a number. */
  async agentOnWhatsapp(fields: AgentFields = {}): Promise<{ agent: Agent; line: ConnectedLine }> {
    const agent = await this.agent(fields);
    return { agent, line: await this.line(agent) };
  }

  /** Where the runtime keeps D1 and the objects; `stores.ts` reads them. */
  get stateDir(): string {
    return this.#options.stateDir;
  }

  /** The phone of somebody who has not been seen yet. */
  newPerson(): string {
    return `+447700900${String(100 + this.#people++)}`;
  }

  /** Kills the runtime where it stands, as a power cut would. */
  kill(): Promise<void> {
    return this.#filo.kill();
  }

  /** Starts on the same state and the same port what was killed or stopped. */
  async restart(): Promise<void> {
    this.#filo = await startFilo(this.#options);
  }

  async close(): Promise<void> {
    await this.#filo.stop();
    await this.world.close();
    await rm(this.#options.stateDir, { recursive: true, force: true });
  }
}

/** Builds what is stale, starts the world and Filo on free ports and a temporary state, and signs a business up. */
export async function startStage({ vars, dress, seed }: StageOptions = {}): Promise<Stage> {
  await build();
  const stateDir = await mkdtemp(join(tmpdir(), "filo-stage-"));
  const world = await startWorld({ statusStepMs: 25, ...(seed === undefined ? {} : { seed }) });
  const options: FiloOptions = {
    port: await freePort(),
    stateDir,
    vars: { SECRETS_KEY: secretsKey, ...worldVars(world), ...(typeof vars === "function" ? await vars(world) : vars) },
    quiet: true,
    crons: false,
    ...(dress === undefined ? {} : { dress }),
  };
  const stage = new Stage(world, await startFilo(options), options);
  stage.owner = await stage.signUp();
  return stage;
}
