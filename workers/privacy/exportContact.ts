import { conversations } from "../../schema/tables/conversation.ts";
import { closureOf } from "../contacts/closureOf.ts";
import { resolveContact } from "../contacts/resolveContact.ts";
import type { ConversationRpc } from "../conversation/rpc.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import type { Files } from "../platform/files.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { zipOf, type ZipPart } from "../platform/zipStream.ts";
import { readFileRows, nameInZip, type ExportedFile } from "./exportFiles.ts";
import { readKnown } from "./exportRows.ts";
import { theirs } from "./theirs.ts";

export interface ExportDeps {
  chance: Chance;
  conversation(id: string): Pick<ConversationRpc, "messages" | "lastSummary">;
  files: Pick<Files, "open">;
}

const pageSize = 200;

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, null, 2));

/** A thread as its object has it, by pages: it may be longer than what fits into memory. */
async function* threadAsJson({ conversation }: ExportDeps, id: string): AsyncGenerator<Uint8Array> {
  const text = (words: string) => new TextEncoder().encode(words);
  const summary = await conversation(id).lastSummary();
  yield text(`{"id":${JSON.stringify(id)},"summary":${JSON.stringify(summary)},"messages":[`);
  let isFirst = true;
  for (let cursor: string | undefined; ;) {
    const page = await conversation(id).messages({ direction: "after", cursor, limit: pageSize });
    for (const message of page.items) {
      yield text(`${isFirst ? "" : ","}\n${JSON.stringify(message)}`);
      isFirst = false;
    }
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  yield text("\n]}\n");
}

async function* contentOf({ files }: ExportDeps, db: TenantDb, { fileId }: ExportedFile): AsyncGenerator<Uint8Array> {
  const object = fileId === null ? null : await files.open(db, fileId);
  if (!object) return;
  const reader = object.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value as Uint8Array;
}

async function* partsOf(deps: ExportDeps, db: TenantDb, contactIds: string[]): AsyncGenerator<ZipPart> {
  const known = json({ exportedAt: new Date(deps.chance.now()).toISOString(), ...(await readKnown(db, contactIds)) });
  yield { name: "contact.json", content: () => [known] };
  const threads = await db.pick({ id: conversations.id, movedTo: conversations.movedTo }, conversations, {
    where: theirs(conversations.contactId, contactIds),
    orderBy: [conversations.id],
  });
  // What was said in one that was joined into another stands in that one.
  for (const { id, movedTo } of threads)
    if (movedTo === null) yield { name: `conversations/${id}.json`, content: () => threadAsJson(deps, id) };
  const files = await readFileRows(
    db,
    contactIds,
    threads.map(({ id }) => id),
  );
  const list = json(files.map((file) => ({ ...file, fileId: undefined, file: file.fileId === null ? null : nameInZip(file) })));
  yield { name: "files.json", content: () => [list] };
  for (const file of files) if (file.fileId !== null) yield { name: nameInZip(file), content: () => contentOf(deps, db, file) };
}

const streamOf = (chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else if (value.byteLength > 0) controller.enqueue(value);
      else await this.pull?.(controller);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });

/**
 * Everything about a person, and whoever was joined into them, as one archive that is made while it is read: what is known of them,
 * their threads with the notes in them, and their files. That it was taken is noted. Refuses `not_found`.
 */
export const exportContact = async (
  deps: ExportDeps,
  db: TenantDb,
  actor: string,
  contactId: string,
): Promise<Response | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  await db.batch([audit(db, deps.chance, { actor, action: "contact.exported", subject: contact.id })]);
  const parts = partsOf(deps, db, await closureOf(db, contact.id));
  return new Response(streamOf(zipOf(parts)), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${contact.id}.zip"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
};
