import { jobs } from "../../schema/tables/platform.ts";
import { and, eq, inArray } from "drizzle-orm";
import type { ErasureDeps } from "../../workers/privacy/deps.ts";
import { runErasure } from "../../workers/privacy/runErasure.ts";
import { Files } from "../../workers/platform/files.ts";
import { leaseJob, settleJob, type JobOutcome } from "../../workers/platform/jobs.ts";
import { SearchIndex } from "../../workers/platform/searchIndex.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { d1, eraseDeps, openDesk } from "../contacts/desk.ts";
import { bucket, type Known } from "./person.ts";

class PowerCut extends Error {}

/** Everywhere outside D1 where something of a person's is, and a switch that cuts the power at the nth thing that happens. */
export const openEraseDesk = async () => {
  const desk = await openDesk();
  const told: string[] = [];
  const state = { cutAt: 0, happened: 0, isActive: false, provider: "removed" as "removed" | "later" | "refused" };
  const held = new Map<string, { id: string; text: string }[] | "wiped">();
  const happens = (what?: string) => {
    if (what !== undefined) told.push(what);
    if (++state.happened === state.cutAt) throw new PowerCut();
  };
  const cuttable: D1Database = new Proxy(d1, {
    get(target, name) {
      const own = Reflect.get(target, name) as unknown;
      if (name !== "batch") return typeof own === "function" ? own.bind(target) : own;
      return async (statements: D1PreparedStatement[]) => {
        happens();
        const results = await target.batch(statements);
        happens();
        return results;
      };
    },
  });
  const files = new Files(bucket, desk.chance);
  const deps: ErasureDeps = {
    ...eraseDeps(desk),
    conversation: (id) => ({
      async closeForGood() {
        happens(`close ${id}`);
        return state.isActive ? { kind: "active" } : { kind: "closed", whatsapp: null };
      },
      async traces() {
        const kept = held.get(id) ?? "wiped";
        const list = kept === "wiped" ? [] : kept;
        return { messageIds: list.map((one) => one.id), linked: list.map(({ text }) => text), sentFiles: [], next: null };
      },
      async wipe() {
        held.set(id, "wiped");
        happens(`wipe ${id}`);
      },
      mediaChanged: async ({ media }) => happens(`file ${media.failure} ${media.name}${media.text}${media.description}`),
    }),
    line: (name) => ({
      forgetSenders: async ({ senders }) => happens(`line ${name} ${senders.join()}`),
      removeMedia: async ({ url }) => {
        happens(`provider ${url}`);
        return state.provider === "later" ? { kind: "later", afterMs: 5_000 } : { kind: state.provider };
      },
    }),
    inbox: () => ({ forgetThread: async (id) => happens(`room ${id}`) }),
    quota: () => ({ forget: async () => happens() }),
    files: {
      remove: async (db, id) => {
        await files.remove(db, id);
        happens();
      },
      forgetting: (db, id) => files.forgetting(db, id),
    },
    searchIndex: new SearchIndex(cuttable),
    simulated: null,
  };
  const db = new TenantDb(cuttable, desk.tenantId);
  return { ...desk, deps: { ...desk.deps, ...deps }, cut: db, told, state, held };
};
export type EraseDesk = Awaited<ReturnType<typeof openEraseDesk>>;

export const hold = (desk: EraseDesk, { texts }: Known): void => {
  for (const [id, list] of Object.entries(texts)) desk.held.set(id, list);
};

/** Works the tenant's erasures off as the queue's consumer does, once. */
export const workOff = async ({ db, cut, deps, chance }: EraseDesk): Promise<JobOutcome[]> => {
  const due = await db.all(jobs, { where: and(eq(jobs.kind, "erase"), inArray(jobs.state, ["due", "leased"])) });
  const outcomes: JobOutcome[] = [];
  for (const { id } of due) {
    const job = await leaseJob(db, id, chance.now());
    if (!job) continue;
    const outcome = await runErasure(deps, job, cut);
    await settleJob(db, job, outcome, chance.now());
    outcomes.push(outcome);
  }
  return outcomes;
};
