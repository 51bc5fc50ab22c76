import { account } from "./en/account.ts";
import { agentForm } from "./en/agentForm.ts";
import { agents } from "./en/agents.ts";
import { common } from "./en/common.ts";
import { contacts } from "./en/contacts.ts";
import { failures } from "./en/failures.ts";
import { inbox } from "./en/inbox.ts";
import { inboxList } from "./en/inboxList.ts";
import { media } from "./en/media.ts";
import { problems } from "./en/problems.ts";
import { sending } from "./en/sending.ts";
import type { Dictionary } from "./it.ts";

export const en: Dictionary = {
  common,
  account,
  inbox,
  inboxList,

  media,
  sending,
  agents,
  agentForm,
  contacts,
  problems,
  failures,
};
