import type { CustomerLanguage, Level, Participant } from "../../schema/contract/enums.ts";
import { classifyParticipant } from "../contacts/participant.ts";
import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";
import { levelOfTurn } from "./levels.ts";

/** Who is writing, as turns and previews both see them. */
export interface Writer {
  participant: Participant;
  /** The level that prompt, knowledge and history are chosen by, and messages are stored at. */
  level: Level;
  /** Whose record an answer may use: the client's, also when a lead's verified e-mail names them. */
  client: { contactId: string; name: string } | null;
  /** The language they are known to write in. */
  language: CustomerLanguage | null;
}

/** The writer of a turn, from the person as just read and the numbers the tenant lists. */
export const writerOf = (tenant: Pick<TenantRow, "consultantPhones" | "receptionPhones">, person: Person): Writer => {
  const { id, roles, numbers, emailOwner, displayName: name } = person;
  const { participant, contactId } = classifyParticipant({
    numbers,
    receptionPhones: tenant.receptionPhones,
    consultantPhones: tenant.consultantPhones,
    contact: { id, roles },
    emailOwner,
  });
  return {
    participant,
    level: levelOfTurn(participant, person.level),
    client: participant === "client" && contactId !== null ? { contactId, name } : null,
    language: person.language,
  };
};
