import { For, Show, type JSX } from "solid-js";
import type { TurnTrace } from "../../../../../schema/contract/conversations.ts";
import { createCached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { LevelChip } from "../../../ui/Chip.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useMayNot } from "../../shell/session.ts";

const Facts = (props: { trace: TurnTrace }): JSX.Element => (
  <dl class="facts">
    <div>
      <dt>{t().inbox.traceParticipant}</dt>
      <dd>{t().inbox.participants[props.trace.participant]}</dd>
    </div>
    <div>
      <dt>{t().inbox.level}</dt>
      <dd>
        <LevelChip level={props.trace.level} />
      </dd>
    </div>
    <div>
      <dt>{t().inbox.traceRoute}</dt>
      <dd>{t().inbox.routes[props.trace.route]}</dd>
    </div>
    <div>
      <dt>{t().inbox.traceHistory}</dt>
      <dd>{t().inbox.traceHistoryCount(props.trace.historyCount)}</dd>
    </div>
    <div>
      <dt>{t().inbox.traceModel}</dt>
      <dd class="truncate">{props.trace.model}</dd>
    </div>
  </dl>
);

/** What the AI was given for its last answer, for those who may see it. */
export const TracePanel = (props: { conversationId: string }): JSX.Element => {
  const mayNot = useMayNot("write");
  const trace = createCached<TurnTrace | null>(() => ({
    queryKey: keys.trace(props.conversationId),
    queryFn: ({ signal }) => call("GET /api/conversations/{id}/trace", { params: { id: props.conversationId } }, signal),
    enabled: !mayNot(),
  }));
  return (
    <Show when={!mayNot()}>
      <section class="context-part">
        <h3>{t().inbox.trace}</h3>
        <ProblemNote problem={trace.problem()} onRetry={() => void trace.refetch()} />
        <Show when={trace.isFirstLoad()}>
          <SkeletonRows kind="line" count={4} />
        </Show>
        <Show when={trace.data() === null}>
          <p class="soft">{t().inbox.traceEmpty}</p>
        </Show>
        <Show when={trace.data()}>
          {(shown) => (
            <>
              <p class="small soft">
                {t().inbox.traceHelp} <time datetime={shown().at}>{momentOf(shown().at)}</time>
              </p>
              <Facts trace={shown()} />
              <h4 class="context-sub">{t().inbox.traceKnowledge}</h4>
              <ul class="context-entries">
                <For each={shown().knowledge} fallback={<li class="soft">{t().inbox.traceNoKnowledge}</li>}>
                  {(hit) => (
                    <li>
                      <p>{hit.title}</p>
                      <p class="small soft context-snippet">{hit.snippet}</p>
                    </li>
                  )}
                </For>
              </ul>
              <details class="context-prompt">
                <summary>{t().inbox.traceSystem}</summary>
                <pre tabindex="0">{shown().system}</pre>
              </details>
            </>
          )}
        </Show>
      </section>
    </Show>
  );
};
