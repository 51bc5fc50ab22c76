import { For, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { Dialog } from "../../ui/Dialog.tsx";

/** What the keyboard can do. */
export default function KeysDialog(props: { onClose(): void }): JSX.Element {
  const rows = (): [keys: string, what: string][] => {
    const words = t().common.keys;
    return [
      ["J", words.next],
      ["K", words.previous],
      ["R", words.reply],
      ["C", words.context],
      ["/", words.search],
      ["Enter", words.send],
      ["Shift+Enter", words.newLine],
      ["1", words.goInbox],
      ["2", words.goContacts],
      ["3", words.goAgents],
      ["?", words.help],
    ];
  };
  return (
    <Dialog isOpen onClose={props.onClose} title={t().common.keysTitle}>
      <dl class="key-list">
        <For each={rows()}>
          {([keys, what]) => (
            <div>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
