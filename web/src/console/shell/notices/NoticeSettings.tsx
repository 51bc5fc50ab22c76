import "./notices.css";
import { createSignal, For, Show, type JSX } from "solid-js";
import { createAction } from "../../../api/action.ts";
import { shellWords } from "../../../i18n/shellWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { Note, ProblemNote } from "../../../ui/Note.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { browserSettings, changeSettings, needsInstalling, permission, type Permission } from "./browserSettings.ts";
import { playSound } from "./sound.ts";
import { chooseWhat, turnOff, turnOn } from "./turnOn.ts";

/** Why notifications can't be turned on here, in words; nothing when they can. */
const hindrance = (allowed: Permission): string | undefined => {
  const words = shellWords().notices;
  if (allowed === "denied") return words.denied;
  if (allowed === "unsupported") return needsInstalling() ? words.install : words.unsupported;
  return undefined;
};

const What = (): JSX.Element => {
  const words = () => shellWords().notices;
  const choosing = createAction(chooseWhat);
  const choices = () =>
    [
      ["mine", words().whatMine],
      ["all", words().whatAll],
    ] as const;
  return (
    <fieldset class="notice-what">
      <legend>{words().what}</legend>
      <For each={choices()}>
        {([value, label]) => (
          <label>
            <input
              type="radio"
              name="notice-what"
              checked={browserSettings().what === value}
              onChange={() => void choosing.run(value)}
            />
            <span>{label}</span>
          </label>
        )}
      </For>
      <ProblemNote problem={choosing.problem()} />
    </fieldset>
  );
};

/** How this browser tells its user what happens: for the settings' page and for the palette's dialog. */
export default function NoticeSettings(): JSX.Element {
  const words = () => shellWords().notices;
  const [allowed, setAllowed] = createSignal(permission());
  const [hasFailed, setFailed] = createSignal(false);
  const isOn = () => browserSettings().isOn && allowed() === "granted";
  const turn = async (wanted: boolean) => {
    setFailed(false);
    if (wanted) setFailed((await turnOn()) === "failed");
    else await turnOff();
    setAllowed(permission());
  };
  return (
    <div class="notice-settings">
      <p class="field-help">{words().device}</p>
      <Switch
        label={words().switchOn}
        help={words().switchHelp}
        isOn={isOn()}
        why={isOn() ? undefined : hindrance(allowed())}
        onTurn={(wanted) => void turn(wanted)}
      />
      <Show when={!isOn() && hindrance(allowed())}>{(why) => <Note tone="info">{why()}</Note>}</Show>
      <Show when={hasFailed()}>
        <Note tone="red">{words().failed}</Note>
      </Show>
      <Show when={isOn()}>
        <Show when={!browserSettings().isPushed}>
          <Note tone="info">{words().onlyOpen}</Note>
        </Show>
        <What />
      </Show>
      <div class="notice-sound">
        <Switch
          label={words().sound}
          help={words().soundHelp}
          isOn={browserSettings().hasSound}
          onTurn={(hasSound) => {
            changeSettings({ hasSound });
            if (hasSound) playSound();
          }}
        />
        <Show when={browserSettings().hasSound}>
          <Button tone="quiet" class="slim" onClick={playSound}>
            {words().tryIt}
          </Button>
        </Show>
      </div>
    </div>
  );
}
