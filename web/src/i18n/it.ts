import { account } from "./it/account.ts";
import { agentForm } from "./it/agentForm.ts";
import { agents } from "./it/agents.ts";
import { common } from "./it/common.ts";
import { contacts } from "./it/contacts.ts";
import { failures } from "./it/failures.ts";
import { inbox } from "./it/inbox.ts";
import { inboxList } from "./it/inboxList.ts";
import { media } from "./it/media.ts";
import { problems } from "./it/problems.ts";
import { sending } from "./it/sending.ts";

/** Italian is the source: its shape is every dictionary's type, so a missing or surplus key does not compile. */
export const it = {
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

export type Dictionary = typeof it;
