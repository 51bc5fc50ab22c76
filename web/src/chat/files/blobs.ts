/**
 * The content of files that have not been sent yet, over a reload: `localStorage` has no room for it. A browser may refuse this,
 * too; what was not uploaded by then has to be attached again.
 */
const name = "filo-files";
const table = "blobs";

let opened: Promise<IDBDatabase> | undefined;

const open = (): Promise<IDBDatabase> => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(table));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
  });
  return opened;
};

const ask = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(table, mode).objectStore(table));
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
    });
  } catch {
    return undefined;
  }
};

export const keepBlob = (id: string, blob: Blob): Promise<unknown> => ask("readwrite", (store) => store.put(blob, id));

/** Null when it is not here any more, or never could be. */
export const readBlob = async (id: string): Promise<Blob | null> => {
  const found: unknown = await ask("readonly", (store) => store.get(id));
  return found instanceof Blob ? found : null;
};

export const dropBlob = (id: string): Promise<unknown> => ask("readwrite", (store) => store.delete(id));
