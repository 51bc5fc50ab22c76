import { and, eq } from "drizzle-orm";
import type { Message } from "../../schema/contract/conversations.ts";
import { templates } from "../../schema/tables/templates.ts";
import { mustNotBeWrittenTo } from "../contacts/suppression.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { fillTemplate } from "./fillTemplate.ts";
import { findConversation } from "./findConversation.ts";
import { levelNow } from "./levelNow.ts";
import { nameOf } from "./nameOf.ts";

export interface WrittenTemplate {
  templateId: string;
  /** Values by placeholder. */
  variables: Record<string, string>;
  clientMessageId: string;
}

/**
 * Writes with an approved template of the agent's number, also outside WhatsApp's window; takes over like any message of a
 * person's. Refuses `template_unusable` when WhatsApp has not approved it, Filo can't send its kind, or a value is missing;
 * `stopped` after STOP, also to another agent; `no_channel` for whoever never wrote on WhatsApp.
 */
export const sendTemplate = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  { templateId, variables, clientMessageId }: WrittenTemplate,
): Promise<Message | Refusal> => {
  const thread = await findConversation(caller.db, id);
  if (!thread) return refuse("not_found");
  const ofAgent = and(eq(templates.id, templateId), eq(templates.agentId, thread.agentId));
  const template = await caller.db.first(templates, ofAgent);
  if (!template) return refuse("not_found");
  if (template.status !== "approved" || !template.isSupported) return refuse("template_unusable", { detail: template.status });
  const filled = fillTemplate(template, variables);
  if (!filled) return refuse("template_unusable", { detail: "A value is missing, or the whole is too long" });
  if (await mustNotBeWrittenTo(deps.stopHash, caller.db, thread.contactId)) return refuse("stopped");
  const written = await deps.conversation(id).write({
    text: filled.text,
    media: [],
    elsewhere: {},
    template: { name: template.name, contentSid: template.contentSid, variables: filled.variables },
    level: await levelNow(deps, caller.db, thread.contactId),
    by: nameOf(caller),
    clientMessageId,
  });
  if ("refused" in written) return refuse(written.refused);
  const detail = { messageId: written.id, template: template.name };
  const fact = { actor: caller.userId, action: "conversation.template_sent", subject: written.conversationId, detail };
  await caller.db.batch([audit(caller.db, deps.chance, fact)]);
  return written;
};
