import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleSchema } from "../../schema/contract/enums.ts";
import { classifyParticipant, type ParticipantFacts } from "../../workers/contacts/participant.ts";

const number = "+447700900001";
const nobody: ParticipantFacts = {
  numbers: [number],
  receptionPhones: [],
  consultantPhones: [],
  contact: null,
  emailOwner: null,
};
const lead = { id: "lead", roles: ["lead" as const] };
const client = { id: "client", roles: ["client" as const] };

describe("who is writing", () => {
  test.each<[string, Partial<ParticipantFacts>, string, string | null]>([
    ["an unknown number", {}, "lead", null],
    ["a known lead", { contact: lead }, "lead", "lead"],
    ["a client", { contact: client }, "client", "client"],
    ["a client who is also a lead", { contact: { id: "both", roles: ["lead", "client"] } }, "client", "both"],
    ["a guest or supplier", { contact: { id: "other", roles: ["guest", "supplier"] } }, "lead", "other"],
    ["a lead whose verified e-mail is a client's", { contact: lead, emailOwner: client }, "client", "client"],
    [
      "a lead whose verified e-mail is another lead's",
      { contact: lead, emailOwner: { id: "x", roles: ["lead"] } },
      "lead",
      "lead",
    ],
    ["the consultant, though a client too", { contact: client, consultantPhones: [number] }, "consultant", "client"],
    ["the reception", { receptionPhones: [number] }, "staff", null],
    ["a number listed as both", { receptionPhones: [number], consultantPhones: [number] }, "staff", null],
    ["a browser without a number", { numbers: [], receptionPhones: [number], consultantPhones: [number] }, "lead", null],
  ])("%s", (_, facts, participant, contactId) => {
    expect(classifyParticipant({ ...nobody, ...facts })).toEqual({ participant, contactId });
  });

  test("only listed numbers are staff or consultant, whatever else is known; nobody becomes a client without the role", () => {
    const phones = fc.uniqueArray(fc.constantFrom("+447700900001", "+447700900002", "+14155550101", "+14155550102"));
    const known = fc.option(
      fc.record({ id: fc.constantFrom("a", "b"), roles: fc.uniqueArray(fc.constantFrom(...roleSchema.options)) }),
    );
    const facts = fc.record({
      numbers: phones,
      receptionPhones: phones,
      consultantPhones: phones,
      contact: known,
      emailOwner: known,
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { participant, contactId } = classifyParticipant(given);
        const meets = (list: string[]) => given.numbers.some((one) => list.includes(one));
        expect(participant === "staff").toBe(meets(given.receptionPhones));
        if (participant === "consultant") expect(meets(given.consultantPhones)).toBe(true);
        if (participant === "client")
          expect([given.contact, given.emailOwner].some((one) => one?.id === contactId && one.roles.includes("client"))).toBe(
            true,
          );
        if (participant === "lead") expect(given.contact?.roles.includes("client") ?? false).toBe(false);
      }),
    );
  });
});
