/** What plain Node lacks of `cloudflare:workers`: the base class of Durable Objects. */
export class DurableObject<E = unknown> {
  readonly ctx: unknown;
  readonly env: E;

  constructor(ctx: unknown, env: E) {
    this.ctx = ctx;
    this.env = env;
  }
}

Object.assign(globalThis, {
  WebSocketRequestResponsePair: class {},
  FixedLengthStream: class extends TransformStream<Uint8Array, Uint8Array> {
    constructor(_length: number) {
      super();
    }
  },
});
