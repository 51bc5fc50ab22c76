import type { ConversationDeps } from "../conversation/ports.ts";
import { prepareTurn } from "../conversation/prepareTurn.ts";
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
  later: (ms, work) => void setTimeout(work, ms),
  prepareTurn: (question, history) => prepareTurn(base, question, history),
});
