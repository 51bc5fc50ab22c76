import type { Person } from "./contract.ts";
import type { SayResult } from "./switches.ts";
import type { Core } from "./core.ts";
import { pause } from "./http.ts";
import { deliverInbound, logInbound } from "./twilio/inbound.ts";
import type { BurstOptions } from "./worldApi.ts";

/** Writes several messages at once; results come back in the order of `texts`, whatever order the webhooks had. */
export async function sayBurst(core: Core, person: Person, texts: string[], options: BurstOptions): Promise<SayResult[]> {
  const logged = texts.map((text) => logInbound(core, person, text, options));
  const results = new Map<string, SayResult>();
  const deliver = async (at: number) => {
    const message = logged[at]!;
    results.set(message.sid, await deliverInbound(core, message, person, options));
  };
  const places = logged.map((_, at) => at);
  if (options.order === "atOnce") await Promise.all(places.map(deliver));
  else
    for (const at of ordered(core, places, options.order)) {
      await deliver(at);
      await pause(options.gapMs ?? 0);
    }
  return logged.map((message) => results.get(message.sid)!);
}

function ordered(core: Core, places: number[], order: BurstOptions["order"]): number[] {
  if (order === "backwards") return places.toReversed();
  if (order === "shuffled") return core.random.shuffle(places);
  return places;
}
