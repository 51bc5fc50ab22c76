import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { useMayNot } from "../shell/session.ts";
import { fieldsOf, formOf, isUnfinished, joinEdits } from "./agentFields.ts";
import type { Editor } from "./editor.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { readKept, writeKept } from "./keptEdits.ts";
import { createPublishing } from "./publishing.ts";
import { createStanding, draftedForm, type Standing } from "./standing.ts";

/** Puts an agent into the cache, where the list and its versions are then read anew. */
const useKeepAgent = () => {
  const client = useQueryClient();
  return (agent: Agent) => {
    hold(client, keys.agent(agent.id), agent);
    void client.invalidateQueries({ queryKey: keys.agents });
    void client.invalidateQueries({ queryKey: keys.agentVersions(agent.id) });
  };
};

/** What this browser had not been able to send the last time is taken up again. */
const takeUpKept = (id: string, { base, fill, meet }: Standing): void => {
  const left = readKept(id);
  if (!left) return;
  const mine = formOf(base(), left.changes);
  const isWhereItWas = left.seen === (base().draft?.at ?? null) && left.version === base().version;
  if (isWhereItWas) fill(mine);
  else meet(base(), formOf(base(), left.synced), mine);
};

/** The cache has an agent that somebody else has changed, or only its line or its own draft's echo. */
const followCache = (stored: Accessor<Agent>, { base, setBase, synced, meet }: Standing, keeper: Keeper): void =>
  createEffect(
    on(
      stored,
      (next) => {
        const [there, here] = [next.draft?.at ?? "", synced()?.at ?? ""];
        const isNewer = next.version > base().version || (next.version === base().version && there > here);
        if (isNewer && !keeper.isSending()) meet(next);
        else if (next.version === base().version) setBase(next);
      },
      { defer: true },
    ),
  );

/**
 * The form of one agent. What is typed is kept in this browser at once and as a draft on the server a moment later, so that leaving
 * loses nothing; nobody is answered by it until it is published. Two people's edits are joined field by field, and what they both
 * changed is shown side by side.
 *
 * @param stored the agent as the cache holds it
 */
export const createEditor = (stored: Accessor<Agent>): Editor => {
  const { id } = stored();
  const keep = useKeepAgent();
  const mayNot = useMayNot("write");
  const standing = createStanding(stored(), keep);
  const { base, synced, setSynced, draft, form, changes, conflict, isAsking, setAsking, stand, meet } = standing;
  const meetAnew = async () => meet(await call("GET /api/agents/{id}", { params: { id } }));
  const keeper = createKeeper({
    isKept: standing.isKept,
    mayKeep: () => mayNot() === undefined && conflict() === undefined,
    async send() {
      const sent = draft();
      const body = { fields: sent, base: base().version, seen: synced()?.at ?? null };
      const answer = await call("PUT /api/agents/{id}/draft", { params: { id }, body });
      const known = answer.draft && { ...answer.draft, fields: sent };
      setSynced(known);
      keep({ ...base(), draft: known });
    },
    meet: meetAnew,
  });
  takeUpKept(id, standing);
  createEffect(
    on([draft, synced], ([changed, known]) => {
      const kept = { version: base().version, seen: known?.at ?? null, synced: known?.fields ?? {}, changes: changed };
      writeKept(id, standing.isKept() ? null : kept);
      keeper.touched();
    }),
  );
  followCache(stored, standing, keeper);
  onCleanup(() => void keeper.now());
  const { publish, discard, undo } = createPublishing(id, standing, keeper, meetAnew);
  const problem = () => publish.problem() ?? discard.problem() ?? undo.problem();
  return {
    agent: stored,
    form,
    set: standing.set,
    changes,
    isChanged: () => Object.keys(changes()).length > 0,
    isNew: () => isUnfinished(base()),
    keepState: keeper.state,
    mustChoose: () => conflict() !== undefined,
    draft: synced,
    keepNow: keeper.now,
    errors: () => fieldTexts(publish.problem()),
    problem: () => (problem()?.key === "conflict" ? null : problem()),
    isPublishing: publish.isRunning,
    publish: async () => (await publish.run(undefined))?.agent,
    discard() {
      publish.reset();
      void discard.run(undefined);
    },
    adopt: (agent) => stand(agent, joinEdits(fieldsOf(base()), standing.typed(), draftedForm(agent)).fields),
    conflict: () => (isAsking() ? conflict() : undefined),
    settle(fields) {
      const found = conflict();
      if (found) stand(found.theirs, fields);
    },
    closeConflict: () => setAsking(false),
    reopenConflict: () => (conflict() ? setAsking(true) : void meetAnew()),
  };
};
