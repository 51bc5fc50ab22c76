const one = String.raw`(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)*)`;
const upToThree = new RegExp(String.raw`^\s*${one}(?:\s*${one}){0,2}\s*$`, "u");

/** One to three emoji and nothing else: an answer in itself, which WhatsApp shows large too. */
export const isEmojiOnly = (text: string): boolean => text.length <= 40 && upToThree.test(text);
