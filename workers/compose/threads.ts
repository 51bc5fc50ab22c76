import { eq } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import type { ConversationDeps } from "../conversation/ports.ts";
import { prepareTurn } from "../conversation/prepareTurn.ts";
import { suggest } from "../conversation/suggest.ts";
import { summarize } from "../conversation/summarize.ts";
import { adoptMedia } from "../media/adoptMedia.ts";
import { signedAddress } from "../media/signedAddress.ts";
import type { Model } from "../models/port.ts";
import type { Platform } from "./base.ts";

export const conversationDeps = (base: Platform, model: Model): ConversationDeps => ({
  chance: base.chance,
  model,
  db: base.db,
  line: base.line,
  liveRoom: base.inbox,
  conversation: base.conversation,
  conversationFetch: (id, request) => base.conversation(id).fetch(request),
  hints: base.hints,
  mediaAddress: (file) => signedAddress(base.config, file, base.chance.now()),
  adoptMedia: ({ tenantId, ...adoption }) => adoptMedia(base, base.db(tenantId), adoption),
  handBackMinutes: async ({ tenantId, agentId }) => {
    const quiet = { minutes: agents.handBackMinutes };
    const [agent] = await base.db(tenantId).pick(quiet, agents, { where: eq(agents.id, agentId), limit: 1 });
    return agent?.minutes ?? null;
  },
  later: (ms, work) => void setTimeout(work, ms),
  prepareTurn: (question, history) => prepareTurn(base, question, history),
  suggest: (question, history, signal) => suggest({ ...base, model }, question, history, signal),
  summarize: (question, read, signal) => summarize({ ...base, model }, question, read, signal),
});
