import { createEffect, createSignal, on, type Accessor } from "solid-js";
import type { Conversation } from "../../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../../api/action.ts";
import { call, type CallResult } from "../../../../api/client.ts";

type Summary = CallResult<"POST /api/conversations/{id}/summary">;

/** Kept for as long as the page: coming back to a thread shows the summary that was made of it. */
const [made, setMade] = createSignal<Readonly<Record<string, Summary>>>({});

/** A summary: offered to whoever takes the conversation over, made on request. */
export const createSummary = (conversation: Accessor<Conversation>, userName: Accessor<string | undefined>) => {
  const id = () => conversation().id;
  const [state, setState] = createSignal<"closed" | "offered" | "open">("closed");
  const ask = createAction((asked: string) => call("POST /api/conversations/{id}/summary", { params: { id: asked } }), {
    done: (summary, asked) => setMade((known) => ({ ...known, [asked]: summary })),
  });
  createEffect(
    on(
      () => conversation().aiEnabled,
      (isOn, wasOn) => {
        const isMine = conversation().overriddenBy === userName();
        if (wasOn === true && !isOn && isMine && state() === "closed") setState("offered");
        if (isOn && state() === "offered") setState("closed");
      },
    ),
  );
  const request = () => {
    setState("open");
    void ask.run(id());
  };
  return {
    state,
    summary: () => made()[id()],
    isAsking: ask.isRunning,
    problem: ask.problem,
    request,
    open: () => (made()[id()] ? void setState("open") : request()),
    close: () => void setState("closed"),
  };
};

export type SummaryDesk = ReturnType<typeof createSummary>;
