/** The part of Node's `zlib` that Filo uses on workerd (compatibility flag `nodejs_compat`). */
declare module "node:zlib" {
  /** @throws when the data is broken, or longer than `maxOutputLength` */
  export function inflateRawSync(packed: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
  export function deflateRawSync(bytes: Uint8Array, options: { level: number }): Uint8Array;
}
