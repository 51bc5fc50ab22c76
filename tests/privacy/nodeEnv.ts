import { NodeD1 } from "../support/nodeD1.ts";

type Row = Record<string, unknown>;

/** What the tests of this room use of D1 beyond what the product does. */
const withFirst = (d1: NodeD1): NodeD1 => {
  const prepared = Object.getPrototypeOf(d1.prepare("SELECT 1")) as { first?: unknown };
  prepared.first = async function (this: { all(): Promise<{ results: Row[] }> }) {
    return (await this.all()).results[0] ?? null;
  };
  return d1;
};

const blobs = new Map<string, Uint8Array>();

/** The bindings of a Worker over Node's SQLite and a map: what it takes to begin an erasure a hundred times in seconds. */
export const env = {
  DB: withFirst(new NodeD1()),
  FILES: {
    put: async (key: string, bytes: Uint8Array) => void blobs.set(key, bytes),
    delete: async (key: string) => void blobs.delete(key),
    list: async ({ prefix }: { prefix: string }) => ({ objects: [...blobs.keys()].filter((key) => key.startsWith(prefix)) }),
  },
};
