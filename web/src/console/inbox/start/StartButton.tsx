import SquarePen from "lucide-solid/icons/square-pen";
import { createSignal, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { useMayNot } from "../../shell/session.ts";
import { lateDialog } from "../../shell/late/late.tsx";

const StartDialog = lateDialog(() => import("./StartDialog.tsx"));

/** Starts a conversation: with somebody to be found, or with the contact it stands by. */
export const StartButton = (props: { contact?: Contact | undefined }): JSX.Element => {
  const mayNot = useMayNot("write");
  const [isStarting, setStarting] = createSignal(false);
  const start = () => setStarting(true);
  return (
    <>
      <Show
        when={props.contact}
        fallback={
          <Button tone="quiet" class="list-start" label={t().inboxList.start} why={mayNot()} onClick={start}>
            <SquarePen size={18} />
          </Button>
        }
      >
        <Button tone="quiet" class="slim" why={mayNot()} onClick={start}>
          <SquarePen size={16} />
          {t().inboxList.startWith}
        </Button>
      </Show>
      <Show when={isStarting()}>
        <StartDialog contact={props.contact} onClose={() => setStarting(false)} />
      </Show>
    </>
  );
};
