import { createRoot } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { canRun, commandOf, createCommands, runCommand } from "../../../web/src/console/shell/commands.ts";
import { commandTable, repeats } from "../../../web/src/console/shell/commandTable.ts";
import { ranked } from "../../../web/src/console/shell/palette/ranking.ts";
import { shellDictionaries } from "../../../web/src/i18n/shellWords.ts";

const onScreen = (...all: Parameters<typeof createCommands>[0][]) =>
  createRoot((leave) => {
    for (const handlers of all) createCommands(handlers);
    return leave;
  });

describe("the registry of commands", () => {
  it("knows what is on screen, and forgets it", () => {
    const reply = vi.fn<() => void>();
    const leave = onScreen({ reply });
    expect(commandOf("r")).toBe("reply");
    runCommand("reply");
    expect(reply).toHaveBeenCalledOnce();
    leave();
    expect(canRun("reply")).toBe(false);
    expect(commandOf("r")).toBeUndefined();
    runCommand("reply");
    expect(reply).toHaveBeenCalledOnce();
  });

  it("lets two commands share a key: what can be done now decides", () => {
    let isClosed = false;
    const [close, reopen] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const leave = onScreen({ close: { run: close, when: () => !isClosed }, reopen: { run: reopen, when: () => isClosed } });
    expect(commandOf("e")).toBe("close");
    isClosed = true;
    expect(commandOf("e")).toBe("reopen");
    runCommand("close");
    expect(close).not.toHaveBeenCalled();
    leave();
  });

  it("asks whoever came last", () => {
    const [page, dialog] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const leavePage = onScreen({ search: page });
    const leaveDialog = onScreen({ search: dialog });
    runCommand("search");
    leaveDialog();
    runCommand("search");
    expect([page.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 1]);
    leavePage();
  });
});

describe("the table of commands", () => {
  it("shares a key only between opposites", () => {
    const shared = Object.values(
      Object.groupBy(
        commandTable.filter(({ key }) => key),
        ({ key }) => key ?? "",
      ),
    )
      .filter((entries) => entries !== undefined && entries.length > 1)
      .map((entries) => entries?.map(({ id }) => id));
    expect(shared).toEqual([
      ["takeOver", "handBack"],
      ["close", "reopen"],
    ]);
  });

  it("repeats nothing but walking through the list while a key is held", () => {
    expect(commandTable.map(({ id }) => id).filter(repeats)).toEqual(["next", "previous"]);
  });

  it("has no sign that AltGr writes on an Italian keyboard", () => {
    expect(commandTable.filter(({ key }) => key && /[@#[\]{}€]/.test(key))).toEqual([]);
  });
});

describe("what the palette finds", () => {
  const words = Object.values(shellDictionaries.it.commands);
  const find = (typed: string) => ranked(words, (word) => word, typed, 3);

  it("begins a word of it, accents or not, the earliest first", () => {
    expect(find("vai ai con")).toEqual(["Vai ai contatti"]);
    expect(find("piu")[0]).toBe("Rimanda a più tardi");
    expect(ranked(["Bo Ada", "Ada Bo"], (name) => name, "ada", 5)).toEqual(["Ada Bo", "Bo Ada"]);
    expect(ranked(["Zoë", "Zoe B"], (name) => name, "ZOE", 5)).toEqual(["Zoë", "Zoe B"]);
  });

  it("is everything for nothing typed, and nothing for what nothing begins with", () => {
    expect(ranked(words, (word) => word, "", 100)).toEqual(words);
    expect(find("xyz")).toEqual([]);
    expect(find("vai xyz")).toEqual([]);
  });
});
