import "./emptyState.css";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, type JSX } from "solid-js";
import type { Problem } from "../api/problem.ts";
import { problemText } from "../api/problemText.ts";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";

/** A sentence that must not be missed, with the way out beside it. */
export const Note = (props: { tone?: "amber" | "red" | "info"; children: JSX.Element; action?: JSX.Element }): JSX.Element => (
  <div class={`note ${props.tone ?? "amber"}`}>
    <Show when={props.tone === "info"} fallback={<TriangleAlert size={18} />}>
      <Info size={18} />
    </Show>
    <p>{props.children}</p>
    {props.action}
  </div>
);

/** What went wrong, in the reader's words, and trying again where that can help. */
export const ProblemNote = (props: { problem: Problem | null; onRetry?: () => void }): JSX.Element => (
  <Show when={props.problem}>
    {(problem) => (
      <div role="alert">
        <Note
          tone="red"
          action={
            <Show when={props.onRetry}>
              <Button tone="quiet" class="slim" onClick={() => props.onRetry?.()}>
                {t().common.retry}
              </Button>
            </Show>
          }
        >
          {problemText(problem())}
        </Note>
      </div>
    )}
  </Show>
);
