import UserMinus from "lucide-solid/icons/user-minus";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { MembershipRole } from "../../../../schema/contract/enums.ts";
import type { TeamMember } from "../../../../schema/contract/team.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { holdIn } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import type { Page } from "../../api/paged.ts";
import { dateOf, shortDay } from "../../i18n/format.ts";
import { teamWords } from "../../i18n/teamWords.ts";
import { t } from "../../i18n/text.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot, useSession } from "../shell/session.ts";
import { roles } from "./roles.ts";

interface RowProps {
  member: TeamMember;
  isSelf: boolean;
  /** The only owner there is: neither their role nor their membership can go. */
  isLastOwner: boolean;
  change(role: MembershipRole): void;
  remove(): void;
  isBusy: boolean;
}

const Row = (props: RowProps): JSX.Element => {
  const mayNot = useMayNot("manage");
  const why = () => mayNot() ?? (props.isLastOwner ? teamWords().lastOwner : undefined);
  const seen = () => (props.member.lastSeenAt ? teamWords().lastSeen(shortDay(props.member.lastSeenAt)) : teamWords().neverSeen);
  const choose = (select: HTMLSelectElement) => {
    const role = select.value as MembershipRole;
    // The stored role is shown until the change has been made.
    select.value = props.member.role;
    if (role !== props.member.role) props.change(role);
  };
  return (
    <li class="team-row">
      <Avatar name={props.member.name} />
      <div class="team-words">
        <p class="team-name">
          <strong>{props.member.name}</strong>
          <Show when={props.isSelf}>
            <Chip tone="person">{teamWords().you}</Chip>
          </Show>
        </p>
        <p class="small soft team-email">{props.member.email}</p>
        <p class="small soft">
          {teamWords().joined(dateOf(props.member.joinedAt))} · {seen()}
        </p>
      </div>
      <div class="team-tools">
        <Show when={!why()} fallback={<span title={why()}>{teamWords().roles[props.member.role]}</span>}>
          <select
            class="control team-role"
            aria-label={teamWords().roleOf(props.member.name)}
            aria-busy={props.isBusy ? true : undefined}
            onChange={(event) => choose(event.currentTarget)}
          >
            <For each={roles}>
              {(role) => (
                <option value={role} selected={role === props.member.role}>
                  {teamWords().roles[role]}
                </option>
              )}
            </For>
          </select>
        </Show>
        <Show when={!props.isSelf}>
          <Button tone="quiet" label={teamWords().removeOf(props.member.name)} why={why()} onClick={() => props.remove()}>
            <UserMinus size={18} />
          </Button>
        </Show>
      </div>
    </li>
  );
};

/** Who is in the team: roles change in place and can be undone, removing asks by name. */
export const Members = (props: { team: Page<TeamMember> }): JSX.Element => {
  const client = useQueryClient();
  const session = useSession();
  const [leaving, setLeaving] = createSignal<TeamMember>();
  const self = () => session()?.user.id;
  const owners = () => props.team.items.filter(({ role }) => role === "owner").length;
  const again = () => void client.invalidateQueries({ queryKey: keys.team });
  const change = createAction(
    ({ member, role }: { member: TeamMember; role: MembershipRole }) =>
      call("PATCH /api/team/members/{id}", { params: { id: member.userId }, body: { role } }),
    {
      done(changed, { member }) {
        holdIn<Page<TeamMember>>(client, keys.team, (known) => ({
          ...known,
          items: known.items.map((one) => (one.userId === changed.userId ? changed : one)),
        }));
        if (changed.userId === self()) void client.invalidateQueries({ queryKey: keys.session });
        showToast({
          text: teamWords().roleChanged(changed.name, teamWords().roles[changed.role]),
          undo: () => void change.run({ member: changed, role: member.role }),
        });
      },
      failed: again,
    },
  );
  const remove = createAction((member: TeamMember) => call("DELETE /api/team/members/{id}", { params: { id: member.userId } }), {
    done(_, member) {
      setLeaving(undefined);
      again();
      showToast({ text: teamWords().removed(member.name) });
    },
    failed: again,
  });
  return (
    <section class="panel">
      <h2>{teamWords().title}</h2>
      <p class="field-help">{props.team.items.length === 1 ? teamWords().alone : teamWords().lead}</p>
      <ProblemNote problem={change.problem()} />
      <ul class="rows">
        <For each={props.team.items}>
          {(member) => (
            <Row
              member={member}
              isSelf={member.userId === self()}
              isLastOwner={member.role === "owner" && owners() === 1}
              isBusy={change.isRunning()}
              change={(role) => void change.run({ member, role })}
              remove={() => setLeaving(member)}
            />
          )}
        </For>
      </ul>
      <dl class="team-roles small soft">
        <For each={roles}>
          {(role) => (
            <div>
              <dt>{teamWords().roles[role]}</dt>
              <dd>{teamWords().roleHelp[role]}</dd>
            </div>
          )}
        </For>
      </dl>
      <Dialog
        isOpen={leaving() !== undefined}
        onClose={() => setLeaving(undefined)}
        title={teamWords().removeOf(leaving()?.name ?? "")}
        actions={
          <>
            <Button onClick={() => setLeaving(undefined)}>{t().common.cancel}</Button>
            <Button
              tone="danger"
              isBusy={remove.isRunning()}
              onClick={() => {
                const member = leaving();
                if (member) void remove.run(member);
              }}
            >
              {teamWords().remove}
            </Button>
          </>
        }
      >
        <ProblemNote problem={remove.problem()} />
        <p>{teamWords().removeConfirm(leaving()?.name ?? "")}</p>
      </Dialog>
    </section>
  );
};
