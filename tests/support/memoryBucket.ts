interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  httpMetadata: R2HTTPMetadata | undefined;
  customMetadata: Record<string, string> | undefined;
}

/** R2 as far as it is asked here, in memory. Lists two at a time, so that whoever lists goes on. */
export class MemoryBucket {
  readonly kept = new Map<string, Kept>();

  async put(key: string, value: ReadableStream<Uint8Array> | Uint8Array, options: Partial<Kept> = {}): Promise<void> {
    const bytes = new Uint8Array(await new Response(value as BodyInit).arrayBuffer());
    this.kept.set(key, { bytes, httpMetadata: options.httpMetadata, customMetadata: options.customMetadata });
  }

  async get(key: string) {
    const kept = this.kept.get(key);
    if (!kept) return null;
    const { bytes, httpMetadata, customMetadata } = kept;
    return {
      size: bytes.length,
      httpMetadata,
      customMetadata,
      body: new Response(bytes).body,
      arrayBuffer: async () => bytes.buffer,
    };
  }

  async delete(keys: string | string[]): Promise<void> {
    for (const key of Array.isArray(keys) ? keys : [keys]) this.kept.delete(key);
  }

  async list({ prefix = "", cursor }: { prefix?: string; cursor?: string }) {
    const all = [...this.kept.keys()].filter((key) => key.startsWith(prefix)).toSorted();
    const from = cursor === undefined ? 0 : all.findIndex((key) => key > cursor);
    const keys = from < 0 ? [] : all.slice(from, from + 2);
    const truncated = from >= 0 && from + 2 < all.length;
    return { objects: keys.map((key) => ({ key })), truncated, ...(truncated ? { cursor: keys.at(-1) } : {}) };
  }

  asR2(): R2Bucket {
    return this as unknown as R2Bucket;
  }
}
