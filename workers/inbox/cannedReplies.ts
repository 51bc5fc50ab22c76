import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import type { CannedReply, cannedReplyFieldsSchema } from "../../schema/contract/inboxTools.ts";
import { cannedReplies } from "../../schema/tables/inboxTools.ts";
import { audit, auditChange } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";

type Fields = z.output<typeof cannedReplyFieldsSchema>;
type Deps = Pick<InboxDeps, "chance">;
type Row = typeof cannedReplies.$inferSelect;

const onWire = ({ id, shortcut, text, updatedAt }: Omit<Row, "tenantId" | "createdAt">): CannedReply => ({
  id,
  shortcut,
  text,
  updatedAt: new Date(updatedAt).toISOString(),
});

export const listCannedReplies = async (db: TenantDb): Promise<{ items: CannedReply[]; nextCursor: null }> => {
  const rows = await db.all(cannedReplies, { orderBy: [asc(cannedReplies.shortcut)] });
  return { items: rows.map(onWire), nextCursor: null };
};

/** Refuses `name_taken` where the shortcut is, like a change of it. */
export const addCannedReply = async (
  { chance }: Deps,
  { db, userId }: ConsoleCaller,
  fields: Fields,
): Promise<CannedReply | Refusal> => {
  const now = chance.now();
  const row = { ...fields, id: chance.id("cannedReply"), createdAt: now, updatedAt: now };
  return unlessTaken(db, row, [
    db.insert(cannedReplies, row),
    audit(db, chance, { actor: userId, action: "canned_reply.created", subject: row.id, detail: { shortcut: row.shortcut } }),
  ]);
};

export const changeCannedReply = async (
  { chance }: Deps,
  { db, userId }: ConsoleCaller,
  id: string,
  fields: { [K in keyof Fields]?: Fields[K] | undefined },
): Promise<CannedReply | Refusal> => {
  const before = await db.first(cannedReplies, eq(cannedReplies.id, id));
  if (!before) return refuse("not_found");
  const after = {
    id,
    shortcut: fields.shortcut ?? before.shortcut,
    text: fields.text ?? before.text,
    updatedAt: chance.now(),
  };
  return unlessTaken(db, after, [
    db.update(cannedReplies, after, eq(cannedReplies.id, id)),
    auditChange(db, chance, { actor: userId, action: "canned_reply.changed", subject: id }),
  ]);
};

export const removeCannedReply = async (
  { chance }: Deps,
  { db, userId }: ConsoleCaller,
  id: string,
): Promise<Refusal | undefined> => {
  const [removed] = await db.batch([
    db.remove(cannedReplies, eq(cannedReplies.id, id)),
    auditChange(db, chance, { actor: userId, action: "canned_reply.deleted", subject: id }),
  ]);
  return removed ? undefined : refuse("not_found");
};

const unlessTaken = async (
  db: TenantDb,
  row: Omit<Row, "tenantId" | "createdAt">,
  statements: Statement[],
): Promise<CannedReply | Refusal> => {
  try {
    await db.batch(statements);
    return onWire(row);
  } catch (error) {
    if (isUniqueViolation(error, "canned_replies.tenant_id, canned_replies.shortcut")) return refuse("name_taken");
    throw error;
  }
};
