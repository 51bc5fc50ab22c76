import { createSignal, type JSX } from "solid-js";
import type { z } from "zod";
import type { Contact, subscriptionSchema } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { problemText } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { LevelChip } from "../../ui/Chip.tsx";
import { Select } from "../../ui/Select.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { useKeepContact } from "./data.ts";

type Status = z.infer<typeof subscriptionSchema>["status"];
type Wanted = { level: "1" | "2" | "3"; status: Status };

const statuses = ["active", "pending", "canceled", "expired"] as const satisfies readonly Status[];
const levels = ["1", "2", "3"] as const;

/** What the contact holds now. Level 4 is Gold's old name; without a subscription, Bronze. */
const heldBy = (contact: Contact): Wanted => {
  const level = Math.min(contact.subscription?.level ?? 1, 3);
  const status = statuses.find((known) => known === contact.subscription?.status) ?? "active";
  return { level: levels[level - 1] ?? "1", status };
};

/** The level a contact holds; the next turn obeys it. */
export const SubscriptionPanel = (props: { contact: Contact }): JSX.Element => {
  const keep = useKeepContact();
  const mayNot = useMayNot("write");
  const [wanted, setWanted] = createSignal(heldBy(props.contact));
  const isSame = () => JSON.stringify(wanted()) === JSON.stringify(heldBy(props.contact)) && props.contact.subscription !== null;
  const put = createAction(
    async (next: Wanted) => {
      const before = heldBy(props.contact);
      const contact = await call("PUT /api/contacts/{id}/subscription", { params: { id: props.contact.id }, body: next });
      return { before, contact };
    },
    {
      done({ before, contact }) {
        keep(contact);
        setWanted(heldBy(contact));
        showToast({
          text: t().contacts.subscriptionChanged(t().common.levels[contact.level]),
          undo: () => void put.run(before),
        });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{t().contacts.subscription}</h2>
        <LevelChip level={props.contact.level} />
      </header>
      <p class="field-help">{t().contacts.subscriptionHelp}</p>
      <div class="form-row two">
        <Select
          label={t().contacts.level}
          value={wanted().level}
          options={levels.map((level) => ({ value: level, label: t().common.levels[Number(level) as 1 | 2 | 3] }))}
          onChange={(level) => setWanted({ ...wanted(), level })}
        />
        <Select
          label={t().contacts.subscriptionStatusLabel}
          value={wanted().status}
          options={statuses.map((status) => ({ value: status, label: t().contacts.subscriptionStatus[status] }))}
          onChange={(status) => setWanted({ ...wanted(), status })}
        />
      </div>
      <div class="form-actions">
        <Button
          why={mayNot() ?? (isSame() ? t().contacts.subscriptionNow(t().common.levels[props.contact.level]) : undefined)}
          isBusy={put.isRunning()}
          onClick={() => void put.run(wanted())}
        >
          {t().contacts.subscriptionSave}
        </Button>
      </div>
    </section>
  );
};
