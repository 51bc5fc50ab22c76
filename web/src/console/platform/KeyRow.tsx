import { Show, type JSX } from "solid-js";
import type { PoolKey } from "../../../../schema/contract/platform.ts";
import { momentOf, numberOf, timeOf } from "../../i18n/format.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Meter } from "../health/Meter.tsx";

export type KeyDeed = "edit" | "replace" | "remove" | "switch";

const State = (props: { poolKey: PoolKey }): JSX.Element => (
  <Show when={props.poolKey.isActive} fallback={<Chip>{platformWords().off}</Chip>}>
    <Show when={props.poolKey.restsUntil} fallback={<Chip tone="ai">{platformWords().active}</Chip>}>
      {(until) => <Chip tone="amber">{platformWords().rests(timeOf(until()))}</Chip>}
    </Show>
  </Show>
);

interface Own {
  poolKey: PoolKey;
  /** Its quota is its project's: the bar is the group's. */
  isShared: boolean;
}

const usedWords = ({ poolKey: { callsToday, dailyQuota }, isShared }: Own): string =>
  dailyQuota === null || isShared
    ? platformWords().calls(numberOf(callsToday))
    : platformWords().callsOf(numberOf(callsToday), numberOf(dailyQuota));

const Use = (props: Own): JSX.Element => (
  <div class="key-use small">
    <Show when={!props.isShared && props.poolKey.dailyQuota}>
      {(quota) => (
        <Meter label={platformWords().usedToday} value={props.poolKey.callsToday} most={quota()} words={usedWords(props)} />
      )}
    </Show>
    <p class="numbers">
      {usedWords(props)}
      <span class="soft">
        <Show
          when={props.poolKey.failuresToday > 0}
        >{` · ${platformWords().failures(numberOf(props.poolKey.failuresToday))}`}</Show>
        <Show when={props.poolKey.tokensToday > 0}>{` · ${platformWords().tokens(numberOf(props.poolKey.tokensToday))}`}</Show>
      </span>
    </p>
    <p class="soft">
      <Show when={props.poolKey.lastUsedAt} fallback={platformWords().neverUsed}>
        {(at) => platformWords().lastUsed(momentOf(at()))}
      </Show>
    </p>
  </div>
);

/** A key of the pool: how much it was used today, and what can be done with it. */
export const KeyRow = (props: Own & { isBusy: boolean; onDo(deed: KeyDeed): void }): JSX.Element => (
  <li class="key">
    <div class="key-name">
      <p>
        <strong>{props.poolKey.label}</strong> <State poolKey={props.poolKey} />
      </p>
      <Show when={props.poolKey.hint}>
        <p class="small soft">
          <code>{platformWords().hint(props.poolKey.hint)}</code>
        </p>
      </Show>
    </div>
    <Use poolKey={props.poolKey} isShared={props.isShared} />
    <div class="key-deeds" role="group" aria-label={props.poolKey.label}>
      <Button tone="quiet" class="slim" onClick={() => props.onDo("edit")}>
        {platformWords().editKey}
      </Button>
      <Button tone="quiet" class="slim" onClick={() => props.onDo("replace")}>
        {platformWords().replaceKey}
      </Button>
      <Button tone="quiet" class="slim" isBusy={props.isBusy} onClick={() => props.onDo("switch")}>
        {props.poolKey.isActive ? platformWords().switchOff : platformWords().switchOn}
      </Button>
      <Button tone="quiet" class="slim key-remove" onClick={() => props.onDo("remove")}>
        {platformWords().removeKey}
      </Button>
    </div>
  </li>
);
