import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { fieldTexts } from "../../../api/problemText.ts";
import { privacyWords } from "../../../i18n/privacyWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea, TextField } from "../../../ui/TextField.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";

const channels = ["whatsapp", "web"] as const satisfies readonly Channel[];

/** A day of the reader's calendar as a date field wants it. */
const dayOf = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
/** The day's beginning, or this moment for today: what was said then comes before what is said from now on. */
const momentIn = (day: string): string | undefined =>
  day === dayOf(new Date()) ? undefined : new Date(`${day}T00:00:00`).toISOString();

const ConsentDialog = (props: { contactId: string; onClose(): void }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const today = dayOf(new Date());
  const [form, setForm] = createStore({
    channel: "whatsapp" as Channel,
    state: "started" as "started" | "stopped",
    evidence: "",
    day: today,
  });
  const save = createAction(
    () => {
      const at = momentIn(form.day);
      const body = { channel: form.channel, state: form.state, evidence: form.evidence, ...(at ? { at } : {}) };
      return call("POST /api/contacts/{id}/consents", { params: { id: props.contactId }, body });
    },
    {
      done() {
        void client.invalidateQueries({ queryKey: keys.consents(props.contactId) });
        void client.invalidateQueries({ queryKey: keys.contact(props.contactId) });
        showToast({ text: privacyWords().consentSaved });
        props.onClose();
      },
    },
  );
  const errors = () => fieldTexts(save.problem());
  return (
    <FormDialog
      isOpen
      title={privacyWords().consentAdd}
      submit={t().common.save}
      why={mayNot()}
      action={save}
      onClose={props.onClose}
    >
      <Select
        label={privacyWords().consentState}
        value={form.state}
        options={(["started", "stopped"] as const).map((state) => ({ value: state, label: privacyWords().consentStates[state] }))}
        onChange={(state) => setForm("state", state)}
      />
      <div class="form-row">
        <Select
          label={privacyWords().consentChannel}
          value={form.channel}
          options={channels.map((channel) => ({ value: channel, label: t().common.channels[channel] }))}
          onChange={(channel) => setForm("channel", channel)}
        />
        <TextField
          label={privacyWords().consentDay}
          type="date"
          required
          max={today}
          value={form.day}
          onInput={(day) => setForm("day", day)}
          error={errors()["at"]}
        />
      </div>
      <TextArea
        label={privacyWords().consentEvidence}
        help={privacyWords().consentEvidenceHelp}
        required
        maxlength={500}
        value={form.evidence}
        onInput={(evidence) => setForm("evidence", evidence)}
        error={errors()["evidence"]}
      />
    </FormDialog>
  );
};

/** What a person said elsewhere than in a thread, written down with what proves it. */
export const WriteDownConsent = (props: { contactId: string }): JSX.Element => {
  const mayNot = useMayNot("write");
  const [isOpen, setOpen] = createSignal(false);
  return (
    <div class="form-actions">
      <Button class="slim" why={mayNot()} onClick={() => setOpen(true)}>
        {privacyWords().consentAdd}
      </Button>
      <Show when={isOpen()}>
        <ConsentDialog contactId={props.contactId} onClose={() => setOpen(false)} />
      </Show>
    </div>
  );
};
