import Download from "lucide-solid/icons/download";
import { Show, type JSX } from "solid-js";
import { addressOf } from "../../../api/client.ts";
import { privacyWords } from "../../../i18n/privacyWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { useMayNot } from "../../shell/session.ts";

/** Everything about a person as one file, for whoever asks for theirs. */
export const ExportContact = (props: { contactId: string }): JSX.Element => {
  const mayNot = useMayNot("manage");
  return (
    <Show when={!mayNot()} fallback={<Button why={mayNot()}>{privacyWords().export}</Button>}>
      <a class="button" href={addressOf("/api/contacts/{id}/export", { params: { id: props.contactId } })} download="">
        <Download size={16} />
        {privacyWords().export}
      </a>
    </Show>
  );
};
