import { browserSettings, changeSettings } from "./browserSettings.ts";
import { subscribeToPush, unsubscribeFromPush } from "./push.ts";

/** `refused`: the user said no to the browser's question, or had said so before. `failed`: the server could not be told. */
export type TurnedOn = "on" | "refused" | "failed";

/** Asks for the browser's permission (to be called from a click) and has it told by push where it can be. */
export const turnOn = async (): Promise<TurnedOn> => {
  const allowed = await Notification.requestPermission();
  changeSettings({ wasAsked: true });
  if (allowed !== "granted") return "refused";
  try {
    changeSettings({ isOn: true, isPushed: await subscribeToPush(browserSettings().what) });
    return "on";
  } catch {
    changeSettings({ isOn: false });
    return "failed";
  }
};

export const turnOff = async (): Promise<void> => {
  changeSettings({ isOn: false, isPushed: false });
  await unsubscribeFromPush().catch(() => undefined);
};

/** @throws Problem when the server refuses or can't be reached */
export const chooseWhat = async (what: "mine" | "all"): Promise<void> => {
  if (browserSettings().isOn) await subscribeToPush(what);
  changeSettings({ what });
};
