import { utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

export interface Card {
  name: string;
  phone: string;
  email?: string;
  organization?: string;
}

/** Contacts as WhatsApp shares them, one card after the other. Source: RFC 2426 (vCard 3.0) */
export function vcard(...cards: Card[]): Bytes {
  const lines = cards.flatMap(({ name, phone, email, organization }) => {
    const [first = name, ...family] = name.split(" ");
    return [
      "BEGIN:VCARD",
      "VERSION:3.0",
      `N:${escape(family.join(" "))};${escape(first)};;;`,
      `FN:${escape(name)}`,
      ...(organization === undefined ? [] : [`ORG:${escape(organization)}`]),
      `TEL;type=CELL;waid=${phone.slice(1)}:${phone}`,
      ...(email === undefined ? [] : [`EMAIL:${email}`]),
      "END:VCARD",
    ];
  });
  return utf8(`${lines.join("\r\n")}\r\n`);
}

function escape(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replaceAll("\n", "\\n");
}
