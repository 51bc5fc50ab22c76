import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { InboxRpc } from "../../workers/inbox/inboxRpc.ts";

const { INBOX } = env as unknown as { INBOX: DurableObjectNamespace };
const roomOf = (tenantId: string) => INBOX.get(INBOX.idFromName(tenantId)) as unknown as InboxRpc;

describe("outboxes that wait", () => {
  it("are counted once each, with the oldest moment, until they say that it is over", async () => {
    const room = roomOf("ten_a");
    expect(await room.troubles()).toEqual({ waiting: 0, oldestAt: null });
    await room.trouble({ conversationId: "cnv_1", since: 2_000 });
    await room.trouble({ conversationId: "cnv_2", since: 1_000 });
    await room.trouble({ conversationId: "cnv_2", since: 3_000 });
    expect(await room.troubles()).toEqual({ waiting: 2, oldestAt: 2_000 });
    await room.trouble({ conversationId: "cnv_1", since: null });
    await room.trouble({ conversationId: "cnv_9", since: null });
    expect(await room.troubles()).toEqual({ waiting: 1, oldestAt: 3_000 });
  });

  it("are one tenant's own", async () => {
    await roomOf("ten_b").trouble({ conversationId: "cnv_1", since: 1 });
    expect(await roomOf("ten_c").troubles()).toEqual({ waiting: 0, oldestAt: null });
  });

  it("are still known after the room slept", async () => {
    await roomOf("ten_d").trouble({ conversationId: "cnv_1", since: 1_000 });
    await evictDurableObject(INBOX.get(INBOX.idFromName("ten_d")));
    expect(await roomOf("ten_d").troubles()).toEqual({ waiting: 1, oldestAt: 1_000 });
  });
});
