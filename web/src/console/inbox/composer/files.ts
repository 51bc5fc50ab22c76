import type { Channel } from "../../../../../schema/contract/enums.ts";
import { t } from "../../../i18n/text.ts";
import { showToast } from "../../../ui/toasts.ts";
import { attachFiles } from "./attachments.ts";
import { mostFiles } from "../../../files/fileRules.ts";

/** Attaches what was picked, pasted or dropped, and says so when the message is full. */
export const takeFiles = (conversationId: string, files: Iterable<File>, channel: Channel): void => {
  const leftOut = attachFiles(conversationId, [...files], channel);
  if (leftOut > 0) showToast({ tone: "problem", text: t().sending.tooManyFiles(mostFiles) });
};

/** Files of a paste, unless words came with them: an office program puts a picture of its text beside the text. */
export const pastedFiles = (data: DataTransfer | null): File[] =>
  data && data.files.length > 0 && !data.types.includes("text/plain") ? [...data.files] : [];

export const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;
