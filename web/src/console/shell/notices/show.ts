import { shellWords } from "../../../i18n/shellWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import type { Concern } from "./concern.ts";
import { workerRegistration } from "./registration.ts";

const longest = 140;

const bodyOf = (concern: Concern): string => {
  const words = shellWords().notices;
  if (concern.kind === "needs_person") return words.needsPerson;
  const { text, media, authorName, place } = concern.message;
  if (concern.kind === "mention") return `${words.mention(authorName ?? "…")}: ${text}`.slice(0, longest);
  const [file] = media;
  return text.trim().slice(0, longest) || (file ? t().media.kinds[file.kind] : place ? t().media.place : words.message);
};

const icon = "/icons/filo-192.png";

/** Shows a notification of this page's own; the same conversation's earlier one gives way, as with pushed ones. */
export const showNotice = async (
  concern: Concern,
  contactName: string | undefined,
  open: (href: string) => void,
): Promise<void> => {
  const href = paths.inbox(concern.conversationId);
  const title = contactName ?? shellWords().notices.message;
  const options = { body: bodyOf(concern), tag: concern.conversationId, icon };
  const worker = await workerRegistration();
  if (worker) return worker.showNotification(title, { ...options, data: { url: href } });
  const notice = new Notification(title, options);
  notice.addEventListener("click", () => {
    globalThis.focus();
    open(href);
    notice.close();
  });
};
