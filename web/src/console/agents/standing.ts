import { createMemo, createSignal, type Accessor } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { AgentDraft, AgentDraftFields } from "../../../../schema/contract/agentDrafts.ts";
import type { Agent, AgentFields } from "../../../../schema/contract/agents.ts";
import { changesOf, draftOf, fieldsOf, formOf, isSameDraft, joinEdits, type Joined } from "./agentFields.ts";

/** Two people's edits of one form that touch each other. */
export interface Conflict extends Joined {
  theirs: Agent;
  /** Their form: what is published, with their draft. */
  theirFields: AgentFields;
}

/** Where a form stands: what is published, the draft the server has, and what is typed. */
export interface Standing {
  base: Accessor<Agent>;
  setBase(agent: Agent): void;
  synced: Accessor<AgentDraft | null>;
  setSynced(draft: AgentDraft | null): void;
  form: AgentFields;
  set<K extends keyof AgentFields>(name: K, value: AgentFields[K]): void;
  fill(fields: AgentFields): void;
  /** The form as it is, no longer followed. */
  typed(): AgentFields;
  changes: Accessor<Partial<AgentFields>>;
  draft: Accessor<AgentDraftFields>;
  isKept(): boolean;
  conflict: Accessor<Conflict | undefined>;
  /** Whether both sides are shown; somebody may look away and choose later. */
  isAsking: Accessor<boolean>;
  setAsking(isAsking: boolean): void;
  /** Goes on from what the server has now. */
  stand(agent: Agent, fields: AgentFields): void;
  /** Somebody else has been here: what does not touch is joined, the rest is asked for. */
  meet(theirs: Agent, before?: AgentFields, mine?: AgentFields): void;
}

export const draftedForm = (agent: Agent): AgentFields => formOf(agent, agent.draft?.fields);

/** @param keep puts an agent into the cache, where every other part of the page reads it */
export const createStanding = (opened: Agent, keep: (agent: Agent) => void): Standing => {
  const [base, setBase] = createSignal(opened);
  const [synced, setSynced] = createSignal(opened.draft);
  const [form, setForm] = createStore<AgentFields>(draftedForm(opened));
  const [conflict, setConflict] = createSignal<Conflict>();
  const [isAsking, setAsking] = createSignal(false);
  const changes = createMemo(() => changesOf(fieldsOf(base()), { ...form }));
  const draft = createMemo(() => draftOf(changes()));
  const fill = (fields: AgentFields) => setForm(reconcile(fieldsOf(fields)));
  const typed = () => ({ ...unwrap(form) });
  const stand = (agent: Agent, fields: AgentFields) => {
    setConflict(undefined);
    setAsking(false);
    setBase(agent);
    setSynced(agent.draft);
    fill(fields);
    keep(agent);
  };
  return {
    base,
    setBase,
    synced,
    setSynced,
    form,
    set: (name, value) => setForm(name, value),
    fill,
    typed,
    changes,
    draft,
    isKept: () => isSameDraft(draft(), synced()?.fields ?? {}),
    conflict,
    isAsking,
    setAsking,
    stand,
    meet(theirs, before = formOf(base(), synced()?.fields), mine = typed()) {
      const theirFields = draftedForm(theirs);
      const joined = joinEdits(before, mine, theirFields);
      if (joined.conflicts.length === 0) return stand(theirs, joined.fields);
      setConflict({ ...joined, theirs, theirFields });
      setAsking(true);
    },
  };
};
