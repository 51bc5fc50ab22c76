/** The Worker as `build()` leaves it: known by its doors only, since what is inside was typed where it was written. */
declare module "built-worker" {
  interface Env {
    DB: D1Database;
  }
  type ObjectClass = new (ctx: DurableObjectState, env: Env) => object;

  export const Conversation: ObjectClass;
  export const Line: ObjectClass;
  export const Inbox: ObjectClass;
  export const Quota: ObjectClass;
  const doors: Required<Pick<ExportedHandler<Env>, "fetch" | "queue" | "scheduled">>;
  export default doors;
}
