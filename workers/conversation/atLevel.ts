import type { Level } from "../../schema/contract/enums.ts";
import type { StoredMessage } from "./state.ts";

/**
 * A batch as it may be read to the model for somebody who holds `level` now (invariant I14): they may have held a higher one when
 * they wrote. What is still owed an answer is answered, without the words that it quotes from above. What has been answered and is
 * here again for its file is history, and stays away as history does.
 */
export const atLevel = (messages: StoredMessage[], supplements: string[], level: Level): StoredMessage[] =>
  messages
    .filter((message) => message.level <= level || !supplements.includes(message.id))
    .map((message) =>
      message.level <= level || !message.quoted ? message : { ...message, quoted: { ...message.quoted, text: null } },
    );
