import { keepPreviousData } from "@tanstack/solid-query";
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import type { AgentFields, PromptPreview as Preview } from "../../../../schema/contract/agents.ts";
import type { Level } from "../../../../schema/contract/enums.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { LevelChip } from "../../ui/Chip.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { promptChangesOf } from "./agentFields.ts";
import { useEditor } from "./editor.ts";
import { PreviewPerson, type PreviewedPerson } from "./PreviewPerson.tsx";

const afterTypingMs = 400;

/** Parts that Filo writes and the form can't change: folded, so that one's own words are in sight. */
const isFilosOwn = (name: Preview["parts"][number]["name"]) => name === "base" || name === "rules";

const levels = { overlay1: 1, overlay2: 2, overlay3: 3 } as const;

/** The level whose overlay a part is. */
const levelOf = (name: Preview["parts"][number]["name"]): Level | undefined =>
  name in levels ? levels[name as keyof typeof levels] : undefined;

/** The API's own estimate of a text: a token for four characters. */
const tokensOf = (text: string): number => Math.ceil(text.length / 4);

const Parts = (props: { preview: Preview }): JSX.Element => (
  <ol class="prompt-parts" tabindex="0" aria-label={t().agents.preview}>
    <For each={props.preview.parts}>
      {(part) => (
        <li class={`prompt-part ${part.name}`}>
          <details open={!isFilosOwn(part.name)}>
            <summary class="prompt-part-name">
              <Show when={levelOf(part.name)} fallback={t().agents.parts[part.name]}>
                {(level) => <LevelChip level={level()} />}
              </Show>
              <span class="prompt-part-tokens numbers">{agentWords().previewTotal(numberOf(tokensOf(part.text)))}</span>
            </summary>
            <p class="prompt-part-text">{part.text.trim()}</p>
          </details>
        </li>
      )}
    </For>
  </ol>
);

/** The composed prompt as the model would get it, following what is being typed. */
export default function PromptPreview(): JSX.Element {
  const { agent, form, changes } = useEditor();
  const [chosen, setChosen] = createSignal<Level>();
  const level = (): Level | undefined => form.levels.find((known) => known === chosen()) ?? form.levels.at(-1);
  const [person, setPerson] = createSignal<PreviewedPerson>();
  const [draft, setDraft] = createSignal<Partial<AgentFields>>(promptChangesOf(changes()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      changes,
      (next) => {
        clearTimeout(timer);
        timer = setTimeout(() => setDraft(promptChangesOf(next)), afterTypingMs);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const preview = createCached<Preview>(() => {
    const [of, shown, laidOver, contactId] = [agent(), level(), draft(), person()?.id];
    const whose = contactId === undefined ? (shown === undefined ? {} : { level: shown }) : { contactId };
    return {
      queryKey: keys.preview(of.id, shown ?? 0, `${of.version} ${contactId ?? ""} ${JSON.stringify(laidOver)}`),
      queryFn: ({ signal }) =>
        call("POST /api/agents/{id}/prompt-preview", { params: { id: of.id }, body: { draft: laidOver, ...whose } }, signal),
      placeholderData: keepPreviousData,
    };
  });
  const shownParts = () => (
    <Show
      when={preview.data()}
      fallback={
        <Show when={!preview.problem()}>
          <SkeletonRows kind="line" count={8} />
        </Show>
      }
    >
      {(composed) => (
        <Show when={composed().parts.length > 0} fallback={<p class="soft small">{agentWords().previewSilent}</p>}>
          <Parts preview={composed()} />
        </Show>
      )}
    </Show>
  );
  return (
    <aside class="preview panel" aria-busy={preview.isFetching()}>
      <header class="panel-head">
        <h2>{t().agents.preview}</h2>
        <Show when={preview.data()}>
          {(composed) => <span class="small soft numbers">{t().agents.previewTokens(numberOf(composed().tokens))}</span>}
        </Show>
      </header>
      <p class="field-help">{t().agents.previewHelp}</p>
      <ProblemNote problem={preview.problem()} onRetry={() => void preview.refetch()} />
      <PreviewPerson person={person()} onChoose={setPerson} />
      <Show when={form.levels.length > 0 && person() === undefined} fallback={shownParts()}>
        <Tabs
          label={t().agents.previewLevel}
          tabs={form.levels.map((known) => ({ value: String(known), label: <LevelChip level={known} /> }))}
          value={String(level())}
          onChange={(value) => setChosen(Number(value) as Level)}
        >
          {shownParts}
        </Tabs>
      </Show>
    </aside>
  );
}
