import type { WorldMessage } from "./contract.ts";
import type { Core } from "./core.ts";
import { findPerson } from "./people.ts";

/** Which of Twilio's messages to show; `person` is an id, a phone or a business-scoped user id. */
export interface MessageFilter {
  person?: string;
  number?: string;
  direction?: WorldMessage["direction"];
}

export function filterMessages(core: Core, { person, number, direction }: MessageFilter): WorldMessage[] {
  const id = person === undefined ? undefined : (findPerson(core, person)?.id ?? person);
  return core.state.messages.filter(
    (message) =>
      (id === undefined || message.personId === id) &&
      (number === undefined || message.number === number) &&
      (direction === undefined || message.direction === direction),
  );
}
