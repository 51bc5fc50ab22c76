import type { Person } from "./contract.ts";

/** Invented people with numbers that Ofcom keeps for fiction. Source: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
export const DEMO_PEOPLE: (Partial<Person> & { id: string })[] = [
  { id: "+447700900001", name: "Marta Bianchi" },
  { id: "+447700900002", name: "Luca Ferri" },
  { id: "+447700900003", name: "Giulia Conti" },
  { id: "+447700900004", name: "Omar Haddad", readReceipts: false },
  { id: "+447700900005", name: "Sofia Greco", userId: "GB.13491208655302741905", hidesPhone: true },
];
