import { For, type JSX } from "solid-js";
import type { AgentWarning } from "../../../../../schema/contract/agentVersions.ts";
import { Note } from "../../../ui/Note.tsx";
import { createWarnings, warningText } from "./createWarnings.ts";

/** What would be said of a field before publishing, said beside it. */
export const FieldWarnings = (props: { field: AgentWarning["field"] }): JSX.Element => {
  const found = createWarnings();
  return (
    <div role="status">
      <For each={found.data()?.items.filter(({ field }) => field === props.field) ?? []}>
        {(warning) => <Note>{warningText(warning)}</Note>}
      </For>
    </div>
  );
};
