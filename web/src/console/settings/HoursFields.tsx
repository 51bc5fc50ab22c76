import Copy from "lucide-solid/icons/copy";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, Index, Show, type JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea } from "../../ui/TextField.tsx";
import { CopyDayDialog } from "./CopyDayDialog.tsx";
import { mostSpans, spanProblems, withSpan, type SpanText } from "./officeHours.ts";
import type { SettingsEditor } from "./settingsEditor.ts";

interface DayProps {
  at: number;
  spans: SpanText[];
  change(spans: SpanText[]): void;
  copy(): void;
}

const problemWords = (problem: ReturnType<typeof spanProblems>[number]): string | undefined => {
  if (problem === null) return undefined;
  const { spanMissing, spanBackwards, spanOverlaps } = settingsWords();
  return { missing: spanMissing, backwards: spanBackwards, overlaps: spanOverlaps }[problem];
};

const Span = (props: {
  day: string;
  span: SpanText;
  wrong: string | undefined;
  change(span: SpanText): void;
  remove(): void;
}): JSX.Element => {
  const time = (name: keyof SpanText, label: string) => (
    <input
      type="time"
      class="control numbers"
      aria-label={label}
      aria-invalid={props.wrong ? true : undefined}
      value={props.span[name]}
      onInput={(event) => props.change({ ...props.span, [name]: event.currentTarget.value })}
    />
  );
  return (
    <div class="hours-span" classList={{ wrong: Boolean(props.wrong) }}>
      {time("from", settingsWords().spanFrom(props.day))}
      <span aria-hidden="true">–</span>
      {time("to", settingsWords().spanTo(props.day))}
      <Button tone="quiet" class="slim" label={settingsWords().removeSpan(props.day)} onClick={() => props.remove()}>
        <X size={16} />
      </Button>
      <Show when={props.wrong}>
        <p class="field-error" role="alert">
          {props.wrong}
        </p>
      </Show>
    </div>
  );
};

const Day = (props: DayProps): JSX.Element => {
  const name = () => settingsWords().days[props.at] ?? "";
  const problems = () => spanProblems(props.spans);
  return (
    <li class="hours-day">
      <span class="hours-name">{name()}</span>
      <div class="hours-spans">
        <Index each={props.spans} fallback={<span class="soft hours-closed">{settingsWords().closed}</span>}>
          {(span, at) => (
            <Span
              day={name()}
              span={span()}
              wrong={problemWords(problems()[at] ?? null)}
              change={(next) => props.change(props.spans.map((one, place) => (place === at ? next : one)))}
              remove={() => props.change(props.spans.filter((_, place) => place !== at))}
            />
          )}
        </Index>
      </div>
      <span class="hours-tools">
        <Button
          tone="quiet"
          class="slim"
          label={`${settingsWords().addSpan}: ${name()}`}
          why={props.spans.length < mostSpans ? undefined : settingsWords().mostSpans}
          onClick={() => props.change(withSpan(props.spans))}
        >
          <Plus size={16} />
        </Button>
        <Button tone="quiet" class="slim" label={`${settingsWords().copyDay}: ${name()}`} onClick={() => props.copy()}>
          <Copy size={16} />
        </Button>
      </span>
    </li>
  );
};

/** When people are there, day by day, and what is said when they aren't. */
export const HoursFields = (props: { editor: SettingsEditor; mayNot: string | undefined }): JSX.Element => {
  const hours = () => props.editor.form.officeHours;
  const [copied, setCopied] = createSignal<number>();
  const setDay = (at: number, spans: SpanText[]) => props.editor.set("officeHours", "days", at, spans);
  return (
    <section class="panel">
      <h2>{settingsWords().hours}</h2>
      <p class="field-help">{settingsWords().hoursLead}</p>
      <Switch
        label={settingsWords().hoursOn}
        help={settingsWords().hoursOnHelp}
        isOn={hours().isOn}
        why={props.mayNot}
        onTurn={(isOn) => props.editor.set("officeHours", "isOn", isOn)}
      />
      <Show when={hours().isOn}>
        <div>
          <ul class="rows hours">
            <Index each={hours().days}>
              {(spans, at) => <Day at={at} spans={spans()} change={(next) => setDay(at, next)} copy={() => setCopied(at)} />}
            </Index>
          </ul>
          <p class="field-help">{settingsWords().zoneOfHours(props.editor.form.timeZone)}</p>
        </div>
        <TextArea
          label={settingsWords().awayText}
          help={props.editor.form.awayText.trim() ? settingsWords().awayTextHelp : settingsWords().awayTextMissing}
          maxlength={1_000}
          value={props.editor.form.awayText}
          onInput={(text) => props.editor.set("awayText", text)}
          error={props.editor.errors()["awayText"]}
        />
      </Show>
      <CopyDayDialog
        from={copied()}
        onClose={() => setCopied(undefined)}
        onCopy={(from, days) => {
          for (const day of days)
            setDay(
              day,
              (hours().days[from] ?? []).map((span) => ({ ...span })),
            );
          setCopied(undefined);
        }}
      />
    </section>
  );
};
