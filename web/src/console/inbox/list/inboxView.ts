import { useSearchParams } from "@solidjs/router";
import { createMemo, type Accessor } from "solid-js";
import { paths, type InboxView } from "../../../paths.ts";
import { viewName, viewOf, type ViewQuery } from "./viewOf.ts";

interface InboxPlace {
  /** What the list shows, as the address says. */
  view: Accessor<InboxView>;
  /** The address of the list, or of a conversation in it, with the view kept. */
  link(conversationId?: string, more?: { pane?: "context" | undefined }): string;
}

/** Where in the inbox the reader is: everything of it stands in the address. */
export const useInboxView = (): InboxPlace => {
  const [query] = useSearchParams<ViewQuery & Record<string, string>>();
  const view = createMemo(() => viewOf(query), undefined, { equals: (a, b) => viewName(a) === viewName(b) });
  return { view, link: (conversationId, more) => paths.inbox(conversationId, { ...view(), ...more }) };
};
