import { Problem, problemFrom } from "./problem.ts";

/** What has come so far is put together every so often, so that the browser may move it out of memory. */
const chunksTogether = 64;

/**
 * Asks for a file that is made while it comes, and gives it once it is whole.
 *
 * @param onProgress called with the bytes that are there
 * @throws Problem for a refusal, with key `offline` when it was cut off
 */
export const downloadFile = async (
  address: string,
  body: object,
  onProgress: (bytes: number) => void,
): Promise<{ file: Blob; name: string }> => {
  const offline = () => {
    throw new Problem("offline", 0);
  };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(offline);
  if (!answer.ok || !answer.body) throw problemFrom(answer.status, await answer.json().catch(() => undefined));
  const reader = answer.body.getReader();
  let [file, chunks, bytes] = [new Blob(), [] as BlobPart[], 0];
  for (;;) {
    const { done, value } = await reader.read().catch(offline);
    if (value) chunks.push(value);
    bytes += value?.length ?? 0;
    if (done || chunks.length >= chunksTogether) {
      file = new Blob([file, ...chunks]);
      chunks = [];
      onProgress(bytes);
    }
    if (done) return { file, name: nameIn(answer.headers.get("content-disposition")) };
  }
};

const nameIn = (disposition: string | null): string => /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "filo.filo";

/** Hands a file to the browser, which keeps it among its downloads. */
export const keepFile = ({ file, name }: { file: Blob; name: string }): void => {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
