/** WhatsApp's own link: opens a chat with the number, the message ready to be sent. Source: https://faq.whatsapp.com/5913398998672934 */
export const whatsappLink = (number: string, text: string): string =>
  `https://wa.me/${number.replaceAll(/\D/g, "")}?text=${encodeURIComponent(text)}`;

/** What the first message says: the sandbox's words where there are some, else anything at all. */
export const joinMessage = (joinWords: string | null, greeting: string): string => joinWords ?? greeting;
