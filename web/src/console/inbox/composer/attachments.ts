import { createStore } from "solid-js/store";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import type { Media, MediaKind } from "../../../../../schema/contract/media.ts";
import { asProblem, type FailureKey } from "../../../api/problem.ts";
import { uploadMedia } from "../../../api/uploadMedia.ts";
import { keepLocal } from "../media/localFiles.ts";
import { fileRefusal, kindOfFile, mostFiles, type FileRefusal } from "../../../files/fileRules.ts";

/** A file that will go with the message that is being written. */
export interface Attachment {
  id: string;
  name: string;
  bytes: number;
  kind: MediaKind;
  /** For pictures: where to show it from. */
  preview: string | null;
  /** How much of it is uploaded, 0 to 1. */
  part: number;
  state: "uploading" | "ready" | "refused" | "failed";
  refusal: FileRefusal | null;
  problem: FailureKey | null;
  media: Media | null;
}

interface Held {
  file: File;
  stop: AbortController;
}

/** Per conversation, like its draft: looking into another thread loses nothing. */
const [byConversation, write] = createStore<Record<string, Attachment[]>>({});
const held = new Map<string, Held>();
const nothing: readonly Attachment[] = [];

export const attachmentsOf = (conversationId: string): readonly Attachment[] => byConversation[conversationId] ?? nothing;

const change = (conversationId: string, id: string, more: Partial<Attachment>) =>
  write(conversationId, (attachment) => attachment.id === id, more);

const upload = async (conversationId: string, id: string) => {
  const holding = held.get(id);
  if (!holding) return;
  change(conversationId, id, { state: "uploading", part: 0, problem: null });
  try {
    const media = await uploadMedia(conversationId, holding.file, holding.file.name, {
      onProgress: (part) => change(conversationId, id, { part }),
      signal: holding.stop.signal,
    });
    keepLocal(media.id, URL.createObjectURL(holding.file));
    change(conversationId, id, { state: "ready", part: 1, media });
  } catch (thrown) {
    change(conversationId, id, { state: "failed", problem: asProblem(thrown).key });
  }
};

const attachmentFor = (file: File, id: string, channel: Channel): Attachment => {
  const kind = kindOfFile(file);
  const refusal = fileRefusal(file, channel);
  const isPicture = !refusal && (kind === "image" || kind === "sticker");
  const fresh = { id, name: file.name, bytes: file.size, kind, refusal, part: 0, problem: null, media: null };
  return { ...fresh, preview: isPicture ? URL.createObjectURL(file) : null, state: refusal ? "refused" : "uploading" };
};

/**
 * Takes files along. What can't be sent on this channel is refused here and now, in words; the rest starts to upload at once.
 *
 * @returns how many were left out because the message is full
 */
export const attachFiles = (conversationId: string, files: readonly File[], channel: Channel): number => {
  const taken = files.slice(0, Math.max(0, mostFiles - attachmentsOf(conversationId).length));
  const fresh = taken.map((file) => {
    const id = crypto.randomUUID();
    held.set(id, { file, stop: new AbortController() });
    return attachmentFor(file, id, channel);
  });
  write(conversationId, [...attachmentsOf(conversationId), ...fresh]);
  for (const attachment of fresh) if (!attachment.refusal) void upload(conversationId, attachment.id);
  return files.length - taken.length;
};

export const retryAttachment = (conversationId: string, id: string): void => void upload(conversationId, id);

const letGo = ({ id, preview }: Attachment) => {
  held.get(id)?.stop.abort();
  held.delete(id);
  if (preview) URL.revokeObjectURL(preview);
};

export const removeAttachment = (conversationId: string, id: string): void => {
  const gone = attachmentsOf(conversationId).find((attachment) => attachment.id === id);
  write(conversationId, (all) => all.filter((attachment) => attachment.id !== id));
  if (gone) letGo(gone);
};

/** Puts files that are uploaded already back into the composer. */
export const returnAttachments = (conversationId: string, media: readonly Media[]): void => {
  if (media.length === 0) return;
  const back = media.map((medium): Attachment => ({
    id: medium.id,
    name: medium.name,
    bytes: medium.bytes ?? 0,
    kind: medium.kind,
    preview: null,
    part: 1,
    state: "ready",
    refusal: null,
    problem: null,
    media: medium,
  }));
  write(conversationId, [...attachmentsOf(conversationId), ...back]);
};

/** Hands the uploaded files over to the message and leaves the composer empty. */
export const takeAttachments = (conversationId: string): Media[] => {
  const all = [...attachmentsOf(conversationId)];
  write(conversationId, []);
  for (const attachment of all) letGo(attachment);
  return all.flatMap(({ media }) => (media ? [{ ...media }] : []));
};
