import "./versions.css";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { AgentVersionSummary } from "../../../../../schema/contract/agentVersions.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { problemText } from "../../../api/problemText.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { listOfWords, momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { Tabs } from "../../../ui/Tabs.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";
import { Changes } from "../diff/Changes.tsx";
import { useEditor } from "../editor.ts";
import { createVersion, createVersions } from "./data.ts";

const VersionRow = (props: { version: AgentVersionSummary; isCurrent: boolean; isShown: boolean }): JSX.Element => {
  const { agent } = useEditor();
  const changed = () => props.version.changed?.map((name) => t().agentForm.fields[name]);
  const what = () => {
    const names = changed();
    if (props.version.restoredFrom !== null) return agentWords().restoredFrom(props.version.restoredFrom);
    return names === undefined ? agentWords().first : listOfWords(names);
  };
  return (
    <li>
      <a
        class="version"
        href={paths.agentVersion(agent().id, props.version.version)}
        aria-current={props.isShown ? "true" : undefined}
        noScroll
      >
        <span class="version-name">
          {agentWords().version(props.version.version)}
          <Show when={props.isCurrent}>
            <Chip tone="ai">{agentWords().current}</Chip>
          </Show>
        </span>
        <span class="small soft">
          <time datetime={props.version.at}>{momentOf(props.version.at)}</time>
          {" · "}
          {props.version.by?.name ?? agentWords().byUnknown}
        </span>
        <span class="small version-what">{what()}</span>
      </a>
    </li>
  );
};

type Against = "before" | "current";

const Comparison = (props: { version: number; before: number | undefined }): JSX.Element => {
  const { agent, adopt } = useEditor();
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const isCurrent = () => props.version === agent().version;
  const [chosen, setChosen] = createSignal<Against>();
  const against = (): Against => chosen() ?? (isCurrent() && props.before !== undefined ? "before" : "current");
  const shown = createVersion(
    () => agent().id,
    () => props.version,
  );
  const other = createVersion(
    () => agent().id,
    () => (against() === "before" ? (props.before ?? props.version) : agent().version),
  );
  const restore = createAction(
    (to: { version: number; seen: number }) =>
      call("POST /api/agents/{id}/versions/{version}/restore", {
        params: { id: agent().id, version: to.version },
        body: { version: to.seen },
      }),
    {
      done(after, { version, seen }) {
        adopt(after);
        showToast({
          text: agentWords().restored(after.version, version),
          undo: () => void restore.run({ version: seen, seen: after.version }),
        });
        navigate(paths.agentVersion(after.id, after.version), { replace: true });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  const tabs = () => [
    ...(props.before === undefined ? [] : [{ value: "before" as const, label: agentWords().withBefore }]),
    ...(isCurrent() ? [] : [{ value: "current" as const, label: agentWords().withCurrent }]),
  ];
  const comparison = () => (
    <Show when={shown.data() && other.data()} fallback={<SkeletonRows kind="line" count={5} />}>
      <Changes
        before={against() === "before" ? other.data()!.fields : shown.data()!.fields}
        after={against() === "before" ? shown.data()!.fields : other.data()!.fields}
        none={against() === "before" ? agentWords().sameAsBefore : agentWords().sameAsCurrent}
      />
    </Show>
  );
  return (
    <section class="panel version-shown">
      <header class="panel-head">
        <h2>{agentWords().version(props.version)}</h2>
        <Show when={!isCurrent()} fallback={<Chip tone="ai">{agentWords().current}</Chip>}>
          <Button
            why={mayNot()}
            isBusy={restore.isRunning()}
            onClick={() => void restore.run({ version: props.version, seen: agent().version })}
          >
            {agentWords().restore}
          </Button>
        </Show>
      </header>
      <Show when={!isCurrent()}>
        <p class="field-help">{agentWords().restoreHelp}</p>
      </Show>
      <ProblemNote problem={shown.problem() ?? other.problem()} onRetry={() => void shown.refetch()} />
      <Show when={tabs().length > 0} fallback={comparison()}>
        <Tabs label={agentWords().compareWith} tabs={tabs()} value={against()} onChange={setChosen}>
          {comparison}
        </Tabs>
      </Show>
    </section>
  );
};

/** What was published when and by whom, how it differs, and the way back. */
export default function Versions(): JSX.Element {
  const { agent } = useEditor();
  const [query] = useSearchParams<{ v?: string }>();
  const versions = createVersions(() => agent().id);
  const shown = () => {
    const wanted = Number(query.v);
    return Number.isInteger(wanted) && wanted > 0 ? wanted : agent().version;
  };
  const before = () => versions.items().find(({ version }) => version < shown())?.version;
  return (
    <>
      <p class="soft">{agentWords().versionsLead}</p>
      <ProblemNote problem={versions.problem()} onRetry={() => void versions.refetch()} />
      <Show when={!versions.isFirstLoad()} fallback={<SkeletonRows count={3} />}>
        <div class="versions">
          <div class="panel">
            <ol class="version-list">
              <For each={versions.items()}>
                {(version) => (
                  <VersionRow
                    version={version}
                    isCurrent={version.version === agent().version}
                    isShown={version.version === shown()}
                  />
                )}
              </For>
            </ol>
            <Show when={versions.hasMore()}>
              <Button tone="quiet" isBusy={versions.isLoadingMore()} onClick={() => void versions.loadMore()}>
                {t().common.loadMore}
              </Button>
            </Show>
          </div>
          <Show when={shown()} keyed>
            {(version) => <Comparison version={version} before={before()} />}
          </Show>
        </div>
      </Show>
    </>
  );
}
