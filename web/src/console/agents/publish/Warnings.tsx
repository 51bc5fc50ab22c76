import "./publish.css";
import Lightbulb from "lucide-solid/icons/lightbulb";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show, type JSX } from "solid-js";
import type { AgentWarning } from "../../../../../schema/contract/agentVersions.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { createWarnings, warningText } from "./createWarnings.ts";
import { FieldLink } from "./FieldLink.tsx";

const WarningRow = (props: { warning: AgentWarning; onGo?: (() => void) | undefined }): JSX.Element => (
  <li class={`agent-warning ${props.warning.severity}`}>
    <Show when={props.warning.severity === "warning"} fallback={<Lightbulb size={18} />}>
      <TriangleAlert size={18} />
    </Show>
    <p>
      <span class="only-spoken">{agentWords().severities[props.warning.severity]}: </span>
      {warningText(props.warning)} <FieldLink field={props.warning.field} {...(props.onGo ? { onGo: props.onGo } : {})} />
    </p>
  </li>
);

/** What is worth a look before publishing, each with the way to where it is set. */
export const Warnings = (props: { onGo?: () => void }): JSX.Element => {
  const found = createWarnings();
  return (
    <div class="agent-warnings" aria-busy={found.isFetching()}>
      <ProblemNote problem={found.problem()} onRetry={() => void found.refetch()} />
      <Show when={!found.isFirstLoad()} fallback={<SkeletonRows kind="line" count={2} />}>
        <ul>
          <For
            each={found.data()?.items ?? []}
            fallback={
              <Show when={found.data()}>
                <li class="small soft">{agentWords().allWell}</li>
              </Show>
            }
          >
            {(warning) => <WarningRow warning={warning} onGo={props.onGo} />}
          </For>
        </ul>
      </Show>
    </div>
  );
};
