import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { InboxFilter, InboxView } from "../paths.ts";
import { byAttention, byRecency } from "./order.ts";

export interface InboxPage {
  items: Conversation[];
  nextCursor: string | null;
}

/** Who looks at the list: `openId` is the conversation on screen, `userId` who is signed in. */
export interface Reader {
  openId: string | undefined;
  userId: string | undefined;
}

type Test = (conversation: Conversation, reader: Reader) => boolean;

const belongs: Record<InboxFilter, Test> = {
  all: () => true,
  needs_person: ({ needsPerson }) => needsPerson !== null,
  unread: ({ unreadCount }) => unreadCount > 0,
  mine: ({ assignee }, { userId }) => assignee !== null && assignee.id === userId,
  clients: ({ isClient }) => isClient,
  leads: ({ isClient }) => !isClient,
  snoozed: ({ place }) => place === "snoozed",
  closed: ({ place }) => place === "closed",
  blocked: ({ place }) => place === "blocked",
};

const elsewhere: readonly InboxFilter[] = ["snoozed", "closed", "blocked"];

/** What is shown wherever it lies: each place by its own filter, and what one has not seen. */
const anywhere: ReadonlySet<InboxFilter> = new Set([...elsewhere, "unread"]);

/** One that was only opened is not listed before something is written in it; its last message is then of 1970. */
const isListed = ({ lastMessageAt }: Conversation): boolean => Date.parse(lastMessageAt) > 0;

/** Whether a conversation is one of those that a view shows: of the inbox's open ones unless the view says otherwise. */
export const isIn = (view: InboxView, conversation: Conversation, reader: Reader): boolean =>
  isListed(conversation) &&
  (anywhere.has(view.filter) || conversation.place === "open") &&
  belongs[view.filter](conversation, reader) &&
  (view.agentId === undefined || conversation.agentId === view.agentId) &&
  (view.labelId === undefined || conversation.labelIds.includes(view.labelId));

/** The order of a view; what lies elsewhere than in the inbox waits for nobody. */
export const orderOf = (view: InboxView): ((a: Conversation, b: Conversation) => number) =>
  view.sort === "recent" || elsewhere.includes(view.filter) ? byRecency : byAttention;

/** The newer of two; of one version the later told, whose unread count is not part of the version: it is the reader's own. */
export const newerOf = (known: Conversation | undefined, next: Conversation): Conversation =>
  known && known.version > next.version ? known : next;

const isNoNews = (known: Conversation, next: Conversation): boolean =>
  known.version > next.version || (known.version === next.version && known.unreadCount === next.unreadCount);

/**
 * A list after a conversation has changed: in its place, out of it, or untouched. One that would come after the last row
 * read so far is left to the page it belongs to.
 *
 * @param view null for a list of whatever lies anywhere, the newest first
 * @param reader the conversation on screen keeps its row although it no longer matches, until they move on
 */
export const withConversation = (page: InboxPage, view: InboxView | null, next: Conversation, reader: Reader): InboxPage => {
  const known = page.items.find((item) => item.id === next.id);
  if (known && isNoNews(known, next)) return page;
  const others = page.items.filter((item) => item.id !== next.id);
  const stays = view === null || isIn(view, next, reader) || (known !== undefined && next.id === reader.openId);
  if (next.movedTo !== null || !stays) return known ? { ...page, items: others } : page;
  const order = view === null ? byRecency : orderOf(view);
  const last = others.at(-1);
  const isBeyond = page.nextCursor !== null && last !== undefined && order(last, next) < 0;
  if (isBeyond) return { ...page, items: others };
  return { ...page, items: [...others, next].toSorted(order) };
};
