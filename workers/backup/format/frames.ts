import type { FileKey } from "./header.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A frame is its length (four bytes, the highest first) and as many bytes: what AES-256-GCM made of a record. */
export const frameHead = 4;
/** What is read of a frame at once: longer ones are not made, and not believed. */
export const longestFrame = 16 * 1024 * 1024;

/**
 * Frames are numbered: the number is the nonce, so that none can be left out, doubled or moved. Each is bound to the header, whose salt
 * makes the key a new one for every file.
 */
const aes = ({ header }: FileKey, index: number) => {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setBigUint64(4, BigInt(index));
  return { name: "AES-GCM", iv, additionalData: header.bytes };
};

/** The frame of a record, with its length in front. */
export const sealFrame = async (file: FileKey, index: number, record: Bytes): Promise<Bytes> => {
  const sealed = new Uint8Array(await crypto.subtle.encrypt(aes(file, index), file.key, record));
  const frame = new Uint8Array(frameHead + sealed.length);
  new DataView(frame.buffer).setUint32(0, sealed.length);
  frame.set(sealed, frameHead);
  return frame;
};

export const frameLength = (head: Uint8Array): number => new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);

/** The record in a frame (without its length); null when it was changed, or is not this file's frame of this number. */
export const openFrame = async (file: FileKey, index: number, sealed: Bytes): Promise<Bytes | null> => {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aes(file, index), file.key, sealed));
  } catch {
    return null;
  }
};
