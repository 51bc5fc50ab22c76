import Info from "lucide-solid/icons/info";
import { For, Show, type JSX } from "solid-js";
import type { AgentFields } from "../../../../schema/contract/agents.ts";
import type { Level } from "../../../../schema/contract/enums.ts";
import { listOfWords } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { LevelChip } from "../../ui/Chip.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea } from "../../ui/TextField.tsx";
import { levelsReceived } from "./agentFields.ts";
import { useEditor } from "./editor.ts";
import { markOf } from "./publish/fieldPlace.ts";

const allLevels = [1, 2, 3] as const;

const overlayOf: Record<Level, keyof AgentFields & `levelPromptOverlay${Level}`> = {
  1: "levelPromptOverlay1",
  2: "levelPromptOverlay2",
  3: "levelPromptOverlay3",
};

/** The level's own instructions; from Silver up, what they add to (requirement, section 10.1). */
const Overlay = (props: { level: Level }): JSX.Element => {
  const { form, set, errors } = useEditor();
  const name = () => t().common.levels[props.level];
  const received = () => listOfWords(levelsReceived(props.level, form.levels).map((level) => t().common.levels[level]));
  return (
    <>
      <TextArea
        class={`overlay ${markOf(overlayOf[props.level])}`}
        label={t().agentForm.overlayTitle(name())}
        help={t().agentForm.overlayLead}
        placeholder={t().agentForm.overlayPlaceholders[props.level]}
        error={errors()[overlayOf[props.level]]}
        rows={4}
        maxlength={8_000}
        value={form[overlayOf[props.level]] ?? ""}
        onInput={(text) => set(overlayOf[props.level], text === "" ? null : text)}
      />
      <Show when={props.level > 1}>
        <p class="overlay-sum">
          <Info size={16} />
          {t().agentForm.overlaySum(name(), received())}
        </p>
      </Show>
    </>
  );
};

export const Levels = (): JSX.Element => {
  const { form, set, isNew } = useEditor();
  const turn = (level: Level, isOn: boolean) =>
    set(
      "levels",
      allLevels.filter((known) => (known === level ? isOn : form.levels.includes(known))),
    );
  return (
    <>
      <Show when={!isNew()}>
        <p class="soft">{t().agentForm.levelsLead}</p>
      </Show>
      <For each={allLevels}>
        {(level) => (
          <section class={`panel level ${level === 1 ? markOf("levels") : ""}`} classList={{ off: !form.levels.includes(level) }}>
            <Switch
              label={<LevelChip level={level} />}
              help={t().agentForm.levelLeads[level]}
              isOn={form.levels.includes(level)}
              onTurn={(isOn) => turn(level, isOn)}
            />
            <Show when={form.levels.includes(level)}>
              <Overlay level={level} />
            </Show>
          </section>
        )}
      </For>
    </>
  );
};
