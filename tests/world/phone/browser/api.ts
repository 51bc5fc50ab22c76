import type { BusinessNumber, Mail, Person, WorldEvent, WorldMessage } from "../../contract.ts";
import type { DeliveryRule, Fault, FaultSpec, SayOptions, SayResult } from "../../switches.ts";

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/world${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? String(response.status));
  return answer;
}

export const directory = () => call<{ numbers: BusinessNumber[]; people: Person[] }>("GET", "/directory");
export const messagesOf = (person: string, number: string) =>
  call<WorldMessage[]>("GET", `/messages?${new URLSearchParams({ person, number })}`);
export const write = (person: string, text: string, options: SayOptions) =>
  call<SayResult>("POST", `/phones/${encodeURIComponent(person)}/messages`, { text, ...options });
export const samples = () => call<string[]>("GET", "/samples");
export const sampleAddress = (name: string) => `/world/samples/${encodeURIComponent(name)}`;
export const fileAddress = (sid: string) => `/world/media/${sid}/bytes`;
export const mails = () => call<Mail[]>("GET", "/mails");
export const faults = () => call<Fault[]>("GET", "/faults");
export const fail = (spec: FaultSpec) => call<Fault>("POST", "/faults", spec);
export const repair = (id: number) => call<object>("DELETE", `/faults/${id}`);
export const repairAll = () => call<object>("DELETE", "/faults");
export const deliver = (rule: DeliveryRule) => call<object>("POST", "/deliveries", rule);
export const deliveries = () => call<DeliveryRule[]>("GET", "/deliveries");
export const clearDeliveries = () => call<object>("DELETE", "/deliveries");
export const advanceClock = (advanceMs: number) => call<object>("POST", "/clock", { advanceMs });

/** Calls back for everything that happens; `onOpen` also after every reconnection, as events may have been missed. */
export function follow(onEvent: (event: WorldEvent) => void, onOpen: () => void): void {
  const source = new EventSource("/world/events");
  source.addEventListener("open", onOpen);
  source.addEventListener("message", (event: MessageEvent<string>) => onEvent(JSON.parse(event.data) as WorldEvent));
}
