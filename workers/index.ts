import { LineObject } from "./channels/whatsapp/LineObject.ts";
import { compose } from "./compose.ts";
import { ConversationObject } from "./conversation/ConversationObject.ts";
import type { Env } from "./env.ts";
import { InboxObject } from "./inbox/InboxObject.ts";
import { QuotaObject } from "./platform/quota/object.ts";

export class Conversation extends ConversationObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, compose(env).conversation);
  }
}

export class Line extends LineObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, compose(env).line);
  }
}

export class Inbox extends InboxObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, compose(env).liveRoom);
  }
}

export class Quota extends QuotaObject {}

export default {
  fetch: (request, env, context) => compose(env).fetch(request, context),
  queue: (batch, env) => compose(env).consume(batch),
  scheduled: (controller, env) => compose(env).tick(controller.scheduledTime),
} satisfies ExportedHandler<Env>;
