import { useQueryClient } from "@tanstack/solid-query";
import { createContext, createEffect, createMemo, createSignal, on, useContext, type Accessor } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { Agent, AgentFields } from "../../../../schema/contract/agents.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Problem } from "../../api/problem.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { showToast } from "../../ui/toasts.ts";
import { applyDraft, changesOf, fieldsOf, joinEdits, parseDraft, type Joined } from "./agentFields.ts";

export interface Conflict extends Joined {
  theirs: Agent;
}

export interface Editor {
  agent: Accessor<Agent>;
  form: AgentFields;
  set<K extends keyof AgentFields>(name: K, value: AgentFields[K]): void;
  changes: Accessor<Partial<AgentFields>>;
  isChanged: Accessor<boolean>;
  errors: Accessor<Record<string, string>>;
  problem: Accessor<Problem | null>;
  isSaving: Accessor<boolean>;
  save(): void;
  discard(): void;
  /** When the draft that was found on opening was written. */
  restoredFrom: Accessor<string | null>;
  conflict: Accessor<Conflict | undefined>;
  settle(fields: AgentFields): void;
  closeConflict(): void;
}

const storedAt = (agentId: string) => `filo.agent.${agentId}`;

const EditorContext = createContext<Editor>();
export const EditorProvider = EditorContext.Provider;

export const useEditor = (): Editor => {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("An agent's sections stand inside its editor");
  return editor;
};

/** Keeps an agent in the cache, in the list as well. */
const useKeepAgent = () => {
  const client = useQueryClient();
  return (agent: Agent) => {
    client.setQueryData(keys.agent(agent.id), agent);
    void client.invalidateQueries({ queryKey: keys.agents });
  };
};

const patch = (agent: Agent, body: Partial<AgentFields>) =>
  call("PATCH /api/agents/{id}", { params: { id: agent.id }, body: { ...body, version: agent.version } });

/**
 * The form of one agent: a draft that survives a reload, saving with undo, and both versions side by side when somebody else
 * has saved meanwhile.
 *
 * @param stored the agent as the cache holds it; `base` stays the version the edits were made on
 */
export const createEditor = (stored: Accessor<Agent>): Editor => {
  const keep = useKeepAgent();
  const opened = stored();
  const draft = parseDraft(localStorage.getItem(storedAt(opened.id)));
  const [base, setBase] = createSignal(opened);
  const [form, setForm] = createStore<AgentFields>(applyDraft(opened, draft));
  const [restoredFrom, setRestoredFrom] = createSignal(draft && draft.at);
  const [conflict, setConflict] = createSignal<Conflict>();
  const changes = createMemo(() => changesOf(fieldsOf(base()), { ...form }));
  const isChanged = () => Object.keys(changes()).length > 0;

  const rebase = (agent: Agent, fields: AgentFields) => {
    setBase(agent);
    setForm(reconcile(fieldsOf(fields)));
  };
  createEffect(
    on(changes, (changed) => {
      if (Object.keys(changed).length === 0) localStorage.removeItem(storedAt(opened.id));
      else {
        const kept = { version: base().version, at: new Date().toISOString(), changes: changed };
        localStorage.setItem(storedAt(opened.id), JSON.stringify(kept));
      }
    }),
  );
  createEffect(
    on(
      stored,
      (next) => {
        if (next.version <= base().version) return;
        if (isChanged()) rebase(next, joinEdits(fieldsOf(base()), unwrap(form), next).fields);
        else rebase(next, next);
      },
      { defer: true },
    ),
  );

  const showConflict = async () => {
    const theirs = await call("GET /api/agents/{id}", { params: { id: opened.id } });
    setConflict({ ...joinEdits(fieldsOf(base()), unwrap(form), theirs), theirs });
  };
  const done = (before: AgentFields, after: Agent) => {
    setRestoredFrom(null);
    rebase(after, after);
    keep(after);
    showToast({ text: t().agents.savedToast, undo: () => void undo.run({ agent: after, before }) });
  };
  const save = createAction(async () => ({ before: fieldsOf(base()), after: await patch(base(), changes()) }), {
    done: ({ before, after }) => done(before, after),
    failed: (problem) => {
      if (problem.key === "conflict") void showConflict();
    },
  });
  const undo = createAction(
    ({ agent, before }: { agent: Agent; before: AgentFields }) => patch(agent, changesOf(fieldsOf(agent), before)),
    {
      done(agent) {
        rebase(agent, agent);
        keep(agent);
        showToast({ text: t().common.undone });
      },
    },
  );
  const problem = () => save.problem() ?? undo.problem();

  return {
    agent: stored,
    form,
    set: (name, value) => setForm(name, value),
    changes,
    isChanged,
    errors: () => fieldTexts(save.problem()),
    problem: () => (problem()?.key === "conflict" ? null : problem()),
    isSaving: save.isRunning,
    save: () => void save.run(undefined),
    discard() {
      const dropped = { ...unwrap(form) };
      save.reset();
      setRestoredFrom(null);
      setForm(reconcile(fieldsOf(base())));
      showToast({ text: t().agents.discarded, undo: () => setForm(reconcile(fieldsOf(dropped))) });
    },
    restoredFrom,
    conflict,
    settle(fields) {
      const found = conflict();
      if (!found) return;
      setConflict(undefined);
      rebase(found.theirs, found.theirs);
      setForm(reconcile(fieldsOf(fields)));
      keep(found.theirs);
      if (isChanged()) void save.run(undefined);
    },
    closeConflict: () => setConflict(undefined),
  };
};
