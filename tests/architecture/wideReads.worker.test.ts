import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { conversationSchema } from "../../workers/conversation/schema.ts";
import { wideInObject } from "../support/sql/objectStatements.ts";
import { wideReads } from "../support/sql/wideReads.ts";

const { DB, LINE } = env as unknown as { DB: D1Database; LINE: DurableObjectNamespace };

it("a statement that no index serves is found in D1, once", async () => {
  const sent: [string, unknown[]][] = [
    ["SELECT id FROM messages WHERE failure_code = ?", ["x"]],
    ["SELECT id FROM contacts WHERE tenant_id = ? AND note = ?", ["ten_a", "x"]],
    ["SELECT id FROM contacts WHERE tenant_id = ? AND id = ?", ["ten_a", "ctc_a"]],
    ["SELECT gone FROM contacts WHERE tenant_id = ?", ["ten_a"]],
  ];
  const wide = await wideReads(DB, sent);
  expect(wide).toHaveLength(2);
  expect(wide[0]).toMatch(/^SCAN messages\b/);
  expect(wide[1]).toMatch(/^SEARCH contacts .*\(tenant_id=\?\)\n/);
  expect(await wideReads(DB, sent)).toEqual([]);
});

it("so it is in an object's own store, also when an index goes away", async () => {
  await runInDurableObject(LINE.get(LINE.idFromName("plans")), (_, { storage: { sql } }) => {
    sql.exec(conversationSchema);
    expect(wideInObject(sql, "SELECT json FROM messages WHERE reply_to = ?", ["msg_a"])).toBeNull();
    sql.exec("DROP INDEX messages_reply");
    expect(wideInObject(sql, "SELECT id FROM messages WHERE reply_to = ?", ["msg_a"])).toMatch(/^SCAN messages\n/);
  });
});
