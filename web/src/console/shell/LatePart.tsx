import { createEffect, createResource, Show, type Component, type JSX } from "solid-js";
import { Problem } from "../../api/problem.ts";
import { problemText } from "../../api/problemText.ts";
import { showToast } from "../../ui/toasts.ts";

type Closable = Component<{ onClose(): void }>;

interface LatePartProps {
  load(): Promise<{ default: Closable }>;
  onClose(): void;
}

/**
 * Something that opens over the page and is fetched when it is wanted. Where it can't be had (no network, and not kept yet) it says so
 * and closes, the page beneath stays, and it is fetched again the next time.
 */
export const LatePart = (props: LatePartProps): JSX.Element => {
  const [part] = createResource(() => props.load().catch(() => null));
  createEffect(() => {
    if (part() !== null) return;
    showToast({ tone: "problem", text: problemText(new Problem("offline", 0)) });
    props.onClose();
  });
  return (
    <Show when={part()} keyed>
      {({ default: Loaded }) => <Loaded onClose={() => props.onClose()} />}
    </Show>
  );
};
