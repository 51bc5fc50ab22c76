import "./keys.css";
import { For, type JSX } from "solid-js";
import { shellWords } from "../../i18n/shellWords.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { canRun } from "./commands.ts";
import { commandGroups, commandTable, type CommandGroup } from "./commandTable.ts";
import { keyName, paletteKeys } from "./keyNames.ts";
import { areKeysOn, turnKeys } from "./singleKeys.ts";

interface Row {
  keys: string[];
  what: string;
}

/** What pages do is always named; a page one can't go to isn't. */
const rowsOf = (group: CommandGroup): Row[] =>
  commandTable
    .filter((one) => one.group === group && one.key !== undefined && (group !== "go" || canRun(one.id)))
    .map(({ id, key = "" }) => ({ keys: [keyName(key)], what: shellWords().commands[id] }));

const Section = (props: { title: string; rows: Row[] }): JSX.Element => (
  <section>
    <h3>{props.title}</h3>
    <dl class="key-list">
      <For each={props.rows}>
        {(row) => (
          <div>
            <dt>
              <For each={row.keys}>{(key) => <kbd>{key}</kbd>}</For>
            </dt>
            <dd>{row.what}</dd>
          </div>
        )}
      </For>
    </dl>
  </section>
);

/** What the keyboard can do: the table that keys and palette are made of, and what the fields themselves know. */
export default function KeysDialog(props: { onClose(): void }): JSX.Element {
  const words = () => shellWords().keys;
  const writing = (): Row[] => [
    { keys: ["Enter"], what: words().send },
    { keys: ["Shift", "Enter"], what: words().newLine },
    { keys: ["/"], what: words().canned },
    { keys: ["@"], what: words().mention },
    { keys: ["Esc"], what: words().leave },
  ];
  const consoleRows = (): Row[] => [{ keys: paletteKeys(), what: words().palette }, ...rowsOf("console")];
  return (
    <Dialog isOpen isWide onClose={props.onClose} title={words().title}>
      <Switch class="key-switch" label={words().single} help={words().singleHelp} isOn={areKeysOn()} onTurn={turnKeys} />
      <div class="key-sections">
        <For each={commandGroups}>
          {(group) => <Section title={shellWords().groups[group]} rows={group === "console" ? consoleRows() : rowsOf(group)} />}
        </For>
        <Section title={words().writing} rows={writing()} />
      </div>
    </Dialog>
  );
}
