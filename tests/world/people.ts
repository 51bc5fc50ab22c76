import type { Person, WorldMessage } from "./contract.ts";
import type { Core } from "./core.ts";
import { deliverInbound, logInbound } from "./twilio/inbound.ts";

/** By id, phone or business-scoped user id. */
export function findPerson(core: Core, id: string): Person | undefined {
  return core.state.people.find((person) => person.id === id || person.phone === id || person.userId === id);
}

/** The person with this id, made up when the world has none: a phone gets a user id, a bare user id gets no phone. */
export function ensurePerson(core: Core, id: string, known: Partial<Person> = {}): Person {
  const existing = findPerson(core, id);
  if (existing !== undefined) {
    Object.assign(existing, known);
    return existing;
  }
  const phone = id.startsWith("+") ? id : null;
  const person: Person = {
    id,
    name: `Persona ${id.slice(-3)}`,
    phone,
    userId: phone === null ? id : userIdOf(phone),
    hidesPhone: phone === null,
    readReceipts: true,
    autoReply: null,
    ...known,
  };
  core.state.people.push(person);
  core.changed();
  core.events.emit({ type: "directory" });
  return person;
}

/** A stable made-up business-scoped user id in Meta's form: country, dot, digits. */
function userIdOf(phone: string): string {
  return `${phone.startsWith("+1") ? "US" : "GB"}.1349${phone.slice(1).split("").toReversed().join("")}`;
}

/** The person's own bot writes back, for tests of two bots that could answer each other for ever. */
export async function autoReply(core: Core, message: WorldMessage): Promise<void> {
  const person = findPerson(core, message.personId);
  if (person === undefined || person.autoReply === null) return;
  const options = { to: message.number };
  await deliverInbound(core, logInbound(core, person, person.autoReply, options), person, options);
}
