import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { createStore, reconcile, unwrap, type SetStoreFunction } from "solid-js/store";
import type { Settings } from "../../../../schema/contract/settings.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { Problem } from "../../api/problem.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { showToast } from "../../ui/toasts.ts";
import { isWeekRight } from "./officeHours.ts";
import {
  changedFields,
  formOf,
  joinEdits,
  parseDraft,
  settingsChanges,
  type Joined,
  type SettingsDraft,
  type SettingsForm,
} from "./settingsForm.ts";

export interface SettingsConflict extends Joined {
  theirs: Settings;
}

export interface SettingsEditor {
  form: SettingsForm;
  set: SetStoreFunction<SettingsForm>;
  isChanged: Accessor<boolean>;
  errors: Accessor<Record<string, string>>;
  problem: Accessor<Problem | null>;
  isSaving: Accessor<boolean>;
  /** Why it can't be saved as it is. */
  why: Accessor<string | undefined>;
  save(): void;
  discard(): void;
  /** When the draft that was found on opening was written. */
  restoredFrom: Accessor<string | null>;
  conflict: Accessor<SettingsConflict | undefined>;
  settle(form: SettingsForm): void;
  closeConflict(): void;
}

const storedAt = (tenantId: string) => `filo.settings.${tenantId}`;
const copyOf = (form: SettingsForm): SettingsForm => structuredClone(unwrap(form));
const patch = (base: Settings, form: SettingsForm) =>
  call("PATCH /api/settings", { body: { ...settingsChanges(base, form), version: base.version } });

/** Edits of the settings that this browser keeps until they are saved, so that a reload loses none. */
const createKept = (place: string, base: Accessor<Settings>, form: SettingsForm) => {
  const changed = createMemo(() => changedFields(base(), structuredClone(unwrap(trackAll(form)))));
  createEffect(
    on(changed, (names) => {
      if (names.length === 0) return localStorage.removeItem(place);
      const kept = Object.fromEntries(names.map((name) => [name, unwrap(form)[name]]));
      localStorage.setItem(
        place,
        JSON.stringify({ at: new Date().toISOString(), form: kept, base: base() } satisfies SettingsDraft),
      );
    }),
  );
  return changed;
};

/** Reads every field, so that a memo over the plain copy follows them all. */
const trackAll = (form: SettingsForm): SettingsForm => {
  JSON.stringify(form);
  return form;
};

/**
 * The form of the settings: a draft that survives a reload, saving with undo, and both versions side by side where somebody else has
 * changed the same field meanwhile; where they changed others, both are kept.
 *
 * @param stored the settings as the cache holds them; `base` stays the version the edits were made on
 */
export const createSettingsEditor = (
  stored: Accessor<Settings>,
  tenantId: string,
  onSaved: (settings: Settings) => void,
): SettingsEditor => {
  const client = useQueryClient();
  const draft = parseDraft(localStorage.getItem(storedAt(tenantId)));
  const [base, setBase] = createSignal(draft?.base ?? stored());
  const [form, set] = createStore<SettingsForm>({ ...formOf(base()), ...draft?.form });
  const [restoredFrom, setRestoredFrom] = createSignal(draft && draft.at);
  const [conflict, setConflict] = createSignal<SettingsConflict>();
  const changed = createKept(storedAt(tenantId), base, form);
  const isChanged = () => changed().length > 0;

  const rebase = (settings: Settings, next: SettingsForm) => {
    setBase(settings);
    set(reconcile(next));
  };
  createEffect(
    on(stored, (next) => {
      if (next.version <= base().version) return void setBase(next);
      const joined = joinEdits(base(), copyOf(form), next);
      // On an older version saving is refused, and both sides are shown: a field that both changed is never overwritten unseen.
      if (joined.conflicts.length === 0) rebase(next, joined.form);
    }),
  );

  /** Refused as stale: what they changed is read, and where it doesn't touch mine the joined form is saved at once. */
  const saveOver = async (mine: SettingsForm): Promise<Settings | null> => {
    const theirs = await call("GET /api/settings");
    hold(client, keys.settings, theirs);
    const joined = joinEdits(base(), mine, theirs);
    if (joined.conflicts.length > 0) {
      setConflict({ ...joined, theirs });
      return null;
    }
    const after = await patch(theirs, joined.form);
    showToast({ text: settingsWords().joined });
    return after;
  };
  const save = createAction(
    async (): Promise<{ before: SettingsForm; after: Settings } | null> => {
      const [before, mine] = [formOf(base()), copyOf(form)];
      try {
        return { before, after: await patch(base(), mine) };
      } catch (thrown) {
        if (!(thrown instanceof Problem) || thrown.key !== "conflict") throw thrown;
        const after = await saveOver(mine);
        return after && { before, after };
      }
    },
    {
      done(saved) {
        if (!saved) return;
        setRestoredFrom(null);
        rebase(saved.after, formOf(saved.after));
        onSaved(saved.after);
        showToast({ text: settingsWords().saved, undo: () => void undo.run(saved) });
      },
    },
  );
  const undo = createAction(({ before, after }: { before: SettingsForm; after: Settings }) => patch(after, before), {
    done(after) {
      rebase(after, formOf(after));
      onSaved(after);
      showToast({ text: t().common.undone });
    },
  });
  const why = () => (isWeekRight(form.officeHours) ? undefined : settingsWords().hoursWrong);

  return {
    form,
    set,
    isChanged,
    errors: () => fieldTexts(save.problem()),
    problem: () => save.problem() ?? undo.problem(),
    isSaving: save.isRunning,
    why,
    save: () => void (why() || save.run(undefined)),
    discard() {
      const [dropped, madeOn] = [copyOf(form), base()];
      save.reset();
      setRestoredFrom(null);
      rebase(stored(), formOf(stored()));
      showToast({ text: settingsWords().discarded, undo: () => rebase(madeOn, dropped) });
    },
    restoredFrom,
    conflict,
    settle(settled) {
      const found = conflict();
      if (!found) return;
      setConflict(undefined);
      rebase(found.theirs, settled);
      if (isChanged()) void save.run(undefined);
    },
    closeConflict: () => setConflict(undefined),
  };
};
