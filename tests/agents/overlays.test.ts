import { expect, test } from "vitest";
import { overlayParts } from "../../workers/agents/overlays.ts";

const overlays = { levelPromptOverlay1: "uno", levelPromptOverlay2: " due\ndue ", levelPromptOverlay3: "tre" };

test.each([
  [1, ["━━━ ISTRUZIONI LIVELLO BRONZO ━━━\nuno"]],
  [2, ["━━━ ISTRUZIONI LIVELLO BRONZO ━━━\nuno", "━━━ ISTRUZIONI LIVELLO ARGENTO ━━━\n due\ndue "]],
  [
    3,
    [
      "━━━ ISTRUZIONI LIVELLO BRONZO ━━━\nuno",
      "━━━ ISTRUZIONI LIVELLO ARGENTO ━━━\n due\ndue ",
      "━━━ ISTRUZIONI LIVELLO GOLD ━━━\ntre",
    ],
  ],
] as const)("level %i is given the overlays up to it, as written", (level, texts) => {
  expect(overlayParts(overlays, level).map((part) => part.text)).toEqual(texts);
});

test.each([null, "", " \n\t "])("an overlay that is %j adds nothing, and takes nothing from the others", (empty) => {
  expect(overlayParts({ ...overlays, levelPromptOverlay2: empty }, 3).map((part) => part.name)).toEqual(["overlay1", "overlay3"]);
});
