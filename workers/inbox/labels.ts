import { and, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Label, labelFieldsSchema } from "../../schema/contract/inboxTools.ts";
import { labels } from "../../schema/tables/inboxTools.ts";
import { audit, auditChange } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { prepareJob } from "../platform/jobs.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";
import { nameOf } from "./nameOf.ts";

type Fields = z.output<typeof labelFieldsSchema>;
type Deps = Pick<InboxDeps, "chance" | "hints">;

const shown = { id: labels.id, name: labels.name, color: labels.color };
const living = (id: string) => and(eq(labels.id, id), isNull(labels.deletedAt));

export const listLabels = async (db: TenantDb): Promise<{ items: Label[]; nextCursor: null }> => {
  const items = await db.pick(shown, labels, { where: isNull(labels.deletedAt), orderBy: [sql`lower(${labels.name})`] });
  return { items, nextCursor: null };
};

/** Refuses `name_taken`, like the change of a name. */
export const addLabel = async ({ chance }: Deps, caller: ConsoleCaller, fields: Fields): Promise<Label | Refusal> => {
  const label = { ...fields, id: chance.id("label") };
  const detail = { name: fields.name };
  return unlessTaken(caller.db, label, [
    caller.db.insert(labels, { ...label, createdAt: chance.now() }),
    audit(caller.db, chance, { actor: caller.userId, action: "label.created", subject: label.id, detail }),
  ]);
};

export const changeLabel = async (
  { chance }: Deps,
  { db, userId }: ConsoleCaller,
  id: string,
  fields: { [K in keyof Fields]?: Fields[K] | undefined },
): Promise<Label | Refusal> => {
  const [before] = await db.pick(shown, labels, { where: living(id) });
  if (!before) return refuse("not_found");
  const after = { ...before, name: fields.name ?? before.name, color: fields.color ?? before.color };
  return unlessTaken(db, after, [
    db.update(labels, { name: after.name, color: after.color }, living(id)),
    auditChange(db, chance, { actor: userId, action: "label.changed", subject: id }),
  ]);
};

/**
 * From now on nobody sees the label: not in the list of labels, and not on a conversation of any list. The conversations' objects
 * lose it by a job, which takes as long as there are conversations.
 */
export const removeLabel = async ({ chance, hints }: Deps, caller: ConsoleCaller, id: string): Promise<Refusal | undefined> => {
  const { db, userId } = caller;
  if (!(await db.first(labels, living(id)))) return refuse("not_found");
  const payload = { labelId: id, by: { id: userId, name: nameOf(caller) } };
  const job = prepareJob(db, chance, { kind: "take_off_label", uniqueKey: `take_off_label:${id}`, payload });
  await db.batch([
    db.update(labels, { deletedAt: chance.now() }, living(id)),
    auditChange(db, chance, { actor: userId, action: "label.deleted", subject: id }),
    takenOff(db, id),
    job.statement,
  ]);
  await hints.send([job.hint]);
  return undefined;
};

const takenOff = (db: TenantDb, labelId: string): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      UPDATE conversations SET label_ids = (SELECT json_group_array(value) FROM json_each(label_ids) WHERE value <> ${labelId})
      WHERE tenant_id = ${tenantId}
        AND id IN (SELECT conversation_id FROM conversation_labels WHERE tenant_id = ${tenantId} AND label_id = ${labelId})`,
  );

/** As people read names: "Rinnovo", "rinnovo" and " Rinnovo" are one. SQLite's `lower` knows no letter beyond ASCII. */
const asRead = (name: string): string => name.normalize("NFC").trim().toLocaleLowerCase("und");

const unlessTaken = async (db: TenantDb, label: Label, statements: Statement[]): Promise<Label | Refusal> => {
  const { items } = await listLabels(db);
  if (items.some(({ id, name }) => id !== label.id && asRead(name) === asRead(label.name))) return refuse("name_taken");
  // Two at once: the index still refuses the same name twice.
  try {
    await db.batch(statements);
    return label;
  } catch (error) {
    if (isUniqueViolation(error, "labels.tenant_id, labels.name")) return refuse("name_taken");
    throw error;
  }
};
