/** Files that this browser has uploaded itself, by their media id: shown from memory instead of being fetched back. */
export interface LocalFiles {
  keep(mediaId: string, objectUrl: string): void;
  /** Its address in memory, while it is kept. */
  find(mediaId: string): string | undefined;
}

/** The oldest is let go when there are more than `atMost`. */
export const createLocalFiles = (atMost: number): LocalFiles => {
  const urls = new Map<string, string>();
  return {
    keep: (mediaId, objectUrl) => {
      urls.set(mediaId, objectUrl);
      for (const [oldest, url] of urls) {
        if (urls.size <= atMost) return;
        URL.revokeObjectURL(url);
        urls.delete(oldest);
      }
    },
    find: (mediaId) => urls.get(mediaId),
  };
};
