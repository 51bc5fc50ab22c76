import { Problem, problemFrom } from "./problem.ts";

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export interface Watching {
  /** Called with the part that is there, 0 to 1. */
  onProgress(part: number): void;
  signal: AbortSignal;
}

/**
 * Uploads a file to an address that answers 201 with what it has become. `fetch` can't tell how far an upload has come, so this is
 * an XMLHttpRequest (https://developer.mozilla.org/en-US/docs/Web/API/XMLHttpRequestUpload).
 *
 * @throws Problem for a refusal, with key `offline` when nothing answered or the upload was stopped
 */
export const uploadFile = <T>(address: string, file: Blob, { onProgress, signal }: Watching): Promise<T> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      if (request.status === 201) resolve(body as T);
      else reject(problemFrom(request.status, body));
    });
    for (const end of ["error", "abort", "timeout"] as const)
      request.addEventListener(end, () => reject(new Problem("offline", 0)));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
