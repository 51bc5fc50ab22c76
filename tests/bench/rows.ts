import { setTimeout as pause } from "node:timers/promises";
import type { Session } from "../../schema/contract/auth.ts";
import type { Agent } from "../../schema/contract/agents.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { readConversations } from "../support/stores.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import type { StatementCost } from "../support/watchedWorker.ts";
import type { DeliveryRule } from "../world/switches.ts";
import { fillInbox, type Crowd } from "./crowd.ts";

export interface Rows {
  read: number;
  written: number;
}

const sum = (costs: StatementCost[]): Rows => ({
  read: costs.reduce((total, { read }) => total + read, 0),
  written: costs.reduce((total, { written }) => total + written, 0),
});

/** Filo with every row counted that D1 reads or writes, index rows included. */
export class RowCounter {
  readonly #stage: Stage;
  readonly #database: DatabaseWatch;

  private constructor(stage: Stage) {
    this.#stage = stage;
    this.#database = new DatabaseWatch(stage.url);
  }

  static async start(): Promise<RowCounter> {
    return new RowCounter(await startStage({ dress: watchDatabase }));
  }

  close(): Promise<void> {
    return this.#stage.close();
  }

  /** Somebody unknown, whose agent has levels and knowledge. */
  async leadScene(): Promise<Scene> {
    const { agent, line } = await this.#stage.agentOnWhatsapp({ name: "Coach", levels: [1, 2, 3] });
    await this.#teach(agent);
    return { person: this.#stage.newPerson(), line, said: 0 };
  }

  /** More pieces of knowledge about what is asked than a prompt takes. */
  async #teach(agent: Agent): Promise<void> {
    for (let i = 0; i < 10; i++) {
      const text = `Il corso numero ${i} costa ${20 + i} euro e si tiene il lunedì.`;
      const item = { scope: "agent", agentId: agent.id, title: `Corso ${i}`, minLevel: 1, text };
      await this.#stage.owner.post("/api/knowledge", item);
    }
  }

  /** A Gold client with a file of their own, who is answered from it and from the knowledge. */
  async clientScene(entries: number): Promise<Scene> {
    const { agent, line } = await this.#stage.agentOnWhatsapp({ name: "Assistenza" });
    await this.#teach(agent);
    const person = this.#stage.newPerson();
    const email = `giulia-${entries}@filo.example`;
    const { id } = await this.#stage.contact({ displayName: "Giulia Conti", phone: person, email, roles: ["client"] });
    await this.#stage.owner.put(`/api/contacts/${id}/subscription`, { level: 3, status: "active" });
    for (let i = 0; i < entries; i++) {
      const entry = { kind: "exercise", title: `Scheda ${i}`, body: "Squat 4×6 a 60 kg", happenedAt: "2026-11-09T18:00:00Z" };
      await this.#stage.owner.post(`/api/contacts/${id}/dossier`, entry);
    }
    return { person, line, said: 0 };
  }

  /** One message and its reply, whose life ends as `rule` says; without the rows of what went before. */
  async message(scene: Scene, rule: DeliveryRule): Promise<Rows> {
    const { world } = this.#stage;
    await this.#settled();
    await this.#database.costs();
    await world.deliver({ to: scene.person, ...rule });
    scene.said += 1;
    const phone = world.phone(scene.person);
    await phone.says(`Quanto costa il corso numero ${scene.said}?`, { to: scene.line.number });
    await phone.waitFor(scene.said);
    await this.#settled();
    return sum(await this.#database.costs());
  }

  /**
   * The dearest page of 50 of a tenant that has `size` conversations, over every list, first and second page, and what the figures
   * beside them cost.
   */
  async inboxPages(sizes: number[]): Promise<Map<number, number>> {
    const agent = await this.#stage.agent({ name: "Affollato" });
    const { user } = await this.#stage.owner.get<Session>("/api/auth/session");
    const label = await this.#stage.owner.post<{ id: string }>("/api/labels", { name: "Affollata", color: "teal" });
    const crowd = { agentId: agent.id, ownerId: user.id, labelId: label.id };
    const dearest = new Map<number, number>();
    let filled = 0;
    for (const size of sizes) {
      fillInbox(this.#stage, crowd, filled, size);
      // Nothing else ran meanwhile: connections that were closed while they were idle are let go of first.
      await pause(200);
      filled = size;
      dearest.set(size, await this.#dearestPage(crowd));
    }
    return dearest;
  }

  async #dearestPage({ agentId, labelId }: Crowd): Promise<number> {
    const lists = ["all", "leads", "clients", "needs_person", "snoozed", "closed"].flatMap((filter) => [
      `filter=${filter}`,
      `filter=${filter}&agentId=${agentId}`,
    ]);
    lists.push("filter=mine", "filter=unread", `labelId=${labelId}`, `labelId=${labelId}&filter=closed`);
    let most = (await this.#cost(() => this.#stage.owner.get("/api/conversations/counts"))).read;
    for (const list of lists.flatMap((one) => [one, `${one}&sort=recent`])) {
      const path = `/api/conversations?limit=50&${list}`;
      const { read, nextCursor } = await this.#page(path);
      const second = nextCursor === null ? 0 : (await this.#page(`${path}&cursor=${encodeURIComponent(nextCursor)}`)).read;
      most = Math.max(most, read, second);
    }
    return most;
  }

  async #page(path: string): Promise<{ read: number; nextCursor: string | null }> {
    let nextCursor: string | null = null;
    const { read } = await this.#cost(async () => {
      ({ nextCursor } = await this.#stage.owner.get<{ nextCursor: string | null }>(path));
    });
    return { read, nextCursor };
  }

  async #cost(work: () => Promise<unknown>): Promise<Rows> {
    await this.#database.costs();
    await work();
    return sum(await this.#database.costs());
  }

  /** Until nothing waits in any outbox, and what nobody waits for has been written too. */
  async #settled(): Promise<void> {
    await pause(600);
    while (readConversations(this.#stage.stateDir, "SELECT id FROM outbox LIMIT 1").length > 0) await pause(100);
    await pause(200);
  }
}

interface Scene {
  person: string;
  line: ConnectedLine;
  said: number;
}

export interface RowCounts {
  lead: Rows;
  client: Rows;
  /** A client whose file has been kept for years. */
  oldClient: Rows;
  /** Of one status after `sent`. */
  status: Rows;
  inbox: Map<number, number>;
}

/** Everything that is counted in rows (DESIGN section 7). */
export async function countRows(): Promise<RowCounts> {
  const counter = await RowCounter.start();
  try {
    const inbox = await counter.inboxPages([100, 10_000, 100_000]);
    const leadScene = await counter.leadScene();
    const known = async (scene: Scene): Promise<Rows> => {
      await counter.message(scene, { outcome: "sent" });
      return counter.message(scene, { outcome: "sent" });
    };
    const lead = await known(leadScene);
    const client = await known(await counter.clientScene(5));
    const oldClient = await known(await counter.clientScene(60));
    const whole = await counter.message(leadScene, { outcome: "read", stepMs: 250 });
    const status = { read: (whole.read - lead.read) / 2, written: (whole.written - lead.written) / 2 };
    return { lead, client, oldClient, status, inbox };
  } finally {
    await counter.close();
  }
}
