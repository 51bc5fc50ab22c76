import Paperclip from "lucide-solid/icons/paperclip";
import { createSignal, type JSX } from "solid-js";
import { acceptedTypes } from "../../../files/fileRules.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";

export const AttachButton = (props: { why: string | undefined; onPick(files: FileList): void }): JSX.Element => {
  const [picker, setPicker] = createSignal<HTMLInputElement>();
  return (
    <>
      <input
        ref={setPicker}
        type="file"
        accept={acceptedTypes}
        multiple
        hidden
        onChange={(event) => {
          if (event.currentTarget.files) props.onPick(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Button tone="quiet" label={t().sending.attach} why={props.why} onClick={() => picker()?.click()}>
        <Paperclip size={18} />
      </Button>
    </>
  );
};
