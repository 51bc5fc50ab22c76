import type { KeptRead } from "./keptRules.ts";

const databaseName = "filo.kept";
const reads = "reads";
const owners = "owners";

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });

const whole = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    for (const end of ["error", "abort"]) transaction.addEventListener(end, () => reject(transaction.error ?? new Error(end)));
  });

/** What one user of this browser has read lately. */
export interface KeptStore {
  all(): Promise<KeptRead[]>;
  change(kept: readonly KeptRead[], gone: readonly string[]): Promise<void>;
}

/**
 * Opens what this user has read here. What somebody else left behind is wiped first.
 *
 * @param owner names tenant and user
 * @throws where the browser has no IndexedDB, or refuses it (a private window)
 */
export const openKept = async (owner: string): Promise<KeptStore> => {
  const opening = indexedDB.open(databaseName, 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(reads, { keyPath: "name" });
    opening.result.createObjectStore(owners);
  });
  const database = await done(opening);
  // Another window signs out: this one must not stand in the way of the wiping.
  database.addEventListener("versionchange", () => database.close());
  const begun = database.transaction([reads, owners], "readwrite");
  const before = await done(begun.objectStore(owners).get("owner"));
  if (before !== owner) {
    begun.objectStore(reads).clear();
    begun.objectStore(owners).put(owner, "owner");
  }
  await whole(begun);
  return {
    all: () => done<KeptRead[]>(database.transaction(reads).objectStore(reads).getAll()),
    async change(kept, gone) {
      const transaction = database.transaction(reads, "readwrite");
      for (const one of kept) transaction.objectStore(reads).put(one);
      for (const name of gone) transaction.objectStore(reads).delete(name);
      await whole(transaction);
    },
  };
};

/** Wipes everything that was kept in this browser, whosever it was. */
export const wipeKept = (): Promise<void> =>
  new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase(databaseName);
    for (const end of ["success", "error", "blocked"]) deleting.addEventListener(end, () => resolve());
  });
