import { For, Show, type JSX } from "solid-js";
import type { Behind, FiguresReport, Totals } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { numberOf } from "../../i18n/format.ts";
import { waitWords } from "../../i18n/measures.ts";
import { LevelChip } from "../../ui/Chip.tsx";

const columns = ["uniqueContacts", "inboundMessages", "aiMessages", "manualMessages", "newLeads"] as const;

const Row = (props: { head: JSX.Element; totals: Totals }): JSX.Element => (
  <tr>
    <th scope="row">{props.head}</th>
    <For each={columns}>{(column) => <td>{numberOf(props.totals[column])}</td>}</For>
    <td>{props.totals.aiWait.medianMs === null ? "–" : waitWords(props.totals.aiWait.medianMs)}</td>
  </tr>
);

const Table = (props: { title: string; first: string; children: JSX.Element }): JSX.Element => (
  <section class="panel" aria-label={props.title}>
    <h2>{props.title}</h2>
    <div class="figures-scroll" tabindex="0" role="region" aria-label={props.title}>
      <table class="figures-table">
        <thead>
          <tr>
            <th scope="col">{props.first}</th>
            <For each={columns}>{(column) => <th scope="col">{figuresWords().names[column]}</th>}</For>
            <th scope="col">{figuresWords().aiWait}</th>
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  </section>
);

/** The range cut by agent and by level. */
export const Parts = (props: { report: FiguresReport }): JSX.Element => (
  <>
    <Show when={props.report.agents.length > 0}>
      <Table title={figuresWords().byAgent} first={figuresWords().agent}>
        <For each={props.report.agents}>{(agent) => <Row head={agent.agentName} totals={agent} />}</For>
      </Table>
    </Show>
    <Show when={props.report.levels.length > 0}>
      <Table title={figuresWords().byLevel} first={figuresWords().level}>
        <For each={props.report.levels}>{(part) => <Row head={<LevelChip level={part.level} />} totals={part} />}</For>
      </Table>
    </Show>
  </>
);

const kinds = ["pictures", "documents", "voiceNotes", "videos", "otherMedia"] as const satisfies readonly Behind[];

/** What customers sent besides words. */
export const MediaKinds = (props: { totals: Totals; open(behind: Behind): void }): JSX.Element => (
  <section class="panel" aria-labelledby="media-kinds-title">
    <h2 id="media-kinds-title">{figuresWords().media}</h2>
    <dl class="media-kinds">
      <For each={kinds}>
        {(kind) => (
          <div>
            <dt>{figuresWords().names[kind]}</dt>
            <dd class="numbers">
              <button
                type="button"
                class="figure-open"
                aria-label={figuresWords().openList(figuresWords().names[kind], numberOf(props.totals[kind]))}
                onClick={() => props.open(kind)}
              >
                {numberOf(props.totals[kind])}
              </button>
            </dd>
          </div>
        )}
      </For>
    </dl>
  </section>
);
