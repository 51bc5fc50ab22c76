import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show, type JSX } from "solid-js";
import { momentOf, numberOf } from "../../i18n/format.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { alertTitle, byGravity, isGrave } from "../health/alertWords.ts";
import { createPlatformHealth, type PlatformHealth } from "./data.ts";

const modelWords = ({ vertex, aiStudioKeys }: PlatformHealth["models"]): string => {
  if (vertex) return aiStudioKeys > 0 ? platformWords().vertexOn : platformWords().vertexAlone;
  return aiStudioKeys > 0 ? platformWords().vertexOff : platformWords().noModels;
};

const Figures = (props: { health: PlatformHealth }): JSX.Element => {
  const jobs = () => props.health.jobs;
  return (
    <dl class="figures platform-figures">
      <div class="figure" classList={{ warning: jobs().failed > 0 }}>
        <dt>{platformWords().jobs}</dt>
        <dd class="figure-value numbers">{numberOf(jobs().due)}</dd>
        <dd class="figure-note small">
          {jobs().oldestAt ? platformWords().jobsOldest(momentOf(jobs().oldestAt ?? "")) : platformWords().jobsNone}
          {", "}
          {jobs().failed > 0 ? platformWords().jobsFailed(numberOf(jobs().failed)) : platformWords().jobsNoneFailed}
        </dd>
      </div>
      <div class="figure" classList={{ warning: !props.health.models.vertex && props.health.models.aiStudioKeys === 0 }}>
        <dt>{platformWords().models}</dt>
        <dd class="figure-value word">{modelWords(props.health.models)}</dd>
        <dd class="figure-note small">{platformWords().activeKeys(props.health.models.aiStudioKeys)}</dd>
      </div>
    </dl>
  );
};

const AlertRow = (props: { alert: PlatformHealth["alerts"][number] }): JSX.Element => (
  <li class="alert" classList={{ grave: isGrave(props.alert) }}>
    <Show when={isGrave(props.alert)} fallback={<TriangleAlert size={20} />}>
      <CircleAlert size={20} />
    </Show>
    <div class="alert-words">
      <p class="alert-title">{alertTitle(props.alert)}</p>
      <p class="small soft">{props.alert.tenantName}</p>
    </div>
    <time class="small soft numbers" datetime={props.alert.openedAt}>
      {momentOf(props.alert.openedAt)}
    </time>
  </li>
);

/** How the installation does: its queue, its models, and what is open anywhere. */
export const Overview = (): JSX.Element => {
  const health = createPlatformHealth();
  return (
    <>
      <ProblemNote problem={health.problem()} onRetry={() => void health.refetch()} />
      <Show
        when={health.data()}
        fallback={
          <Show when={health.isFirstLoad()}>
            <SkeletonRows count={4} />
          </Show>
        }
      >
        {(known) => (
          <>
            <Figures health={known()} />
            <section class="panel" aria-labelledby="open-title">
              <h2 id="open-title">{platformWords().alerts}</h2>
              <Show
                when={known().alerts.length > 0}
                fallback={
                  <p class="all-well soft">
                    <CircleCheck size={20} />
                    {platformWords().noAlerts}
                  </p>
                }
              >
                <ul class="alerts">
                  <For each={byGravity(known().alerts)}>{(alert) => <AlertRow alert={alert} />}</For>
                </ul>
              </Show>
            </section>
          </>
        )}
      </Show>
    </>
  );
};
