import type { QueryClient } from "@tanstack/solid-query";
import type { Setup } from "../../../schema/contract/setup.ts";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";
import { keys } from "../api/keys.ts";

/** Events come in bursts: a message, its answer, its ticks. */
const atMostEveryMs = 700;

let due: ReturnType<typeof setTimeout> | undefined;

/** After what may have been a step of the first hour: it is read again, where it is shown and not over yet. */
export const noteSetupNews = (client: QueryClient, event: ConsoleEvent): void => {
  const isNews = event.type === "NEW_MESSAGE" || event.type === "MESSAGE_SENT" || event.type === "MESSAGE_STATUS";
  const isUnderWay = client
    .getQueriesData<Setup>({ queryKey: keys.setup })
    .some(([, setup]) => setup && !setup.isDone && setup.steps.length > 0);
  if (!isNews || !isUnderWay || due !== undefined) return;
  due = setTimeout(() => {
    due = undefined;
    void client.invalidateQueries({ queryKey: keys.setup });
  }, atMostEveryMs);
};
