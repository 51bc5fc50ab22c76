import { describe, expect, it } from "vitest";
import { circles, sourceFiles, type SourceFile } from "./imports.ts";

/** DESIGN, "Floors": imports run downward only. Rooms of one floor may know each other in one direction. */
const floors: Record<string, number> = {
  "schema/contract": 0,
  "schema/tables": 1,
  "workers/platform": 2,
  "workers/accounts": 3,
  "workers/contacts": 3,
  "workers/models": 3,
  "workers/channels": 3,
  "workers/knowledge": 3,
  "workers/push": 3,
  "workers/agents": 4,
  "workers/media": 4,
  "workers/previews": 4,
  "workers/conversation": 5,
  "workers/inbox": 6,
  "workers/figures": 6,
  "workers/health": 6,
  "workers/setup": 6,
  "workers/page": 6,
  "workers/privacy": 6,
  "workers/platformAdmin": 6,
  "workers/backup": 6,
  "workers/api": 7,
  "workers/jobs": 7,
  "workers/env.ts": 7,
  "workers/compose": 8,
  "workers/compose.ts": 8,
  "workers/index.ts": 9,
};

const files = sourceFiles("schema", "workers");
const web = sourceFiles("web/src", "web/functions");

const roomOf = (path: string): string => Object.keys(floors).find((room) => path === room || path.startsWith(`${room}/`)) ?? path;
const arrows = (from: SourceFile[]) =>
  from.flatMap((file) => file.imports.map((target) => ({ from: file.path, to: target.path, ...target })));

describe("the house", () => {
  it("has a floor for every room", () => {
    expect(files.map((file) => roomOf(file.path)).filter((room) => floors[room] === undefined)).toEqual([]);
  });

  it("has no arrow that runs upward", () => {
    const upward = arrows(files).filter(({ from, to }) => (floors[roomOf(to)] ?? 99) > (floors[roomOf(from)] ?? -1));
    expect(upward.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("has no two rooms that import each other", () => {
    const pairs = new Set(arrows(files).map(({ from, to }) => `${roomOf(from)} -> ${roomOf(to)}`));
    const mutual = [...pairs].filter((pair) => {
      const [from, to] = pair.split(" -> ");
      return from !== to && pairs.has(`${to} -> ${from}`);
    });
    expect(mutual).toEqual([]);
  });

  it("has no circle of files", () => {
    expect(circles([...files, ...web])).toEqual([]);
  });

  it("keeps the database's tables and the Worker's code out of the browser", () => {
    const wrong = arrows(web).filter(
      ({ to, isTypeOnly, from }) =>
        from.startsWith("web/src") &&
        (to.startsWith("schema/tables") || to.startsWith("workers") || (to.startsWith("schema/contract") && !isTypeOnly)),
    );
    const allowed = new Set(["schema/contract/problems.ts"]);
    expect(wrong.filter(({ to }) => !allowed.has(to)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("asks the clock and the dice only in one place", () => {
    const outside = files.filter(({ path }) => path.startsWith("workers/") && path !== "workers/platform/clock.ts");
    const impure = outside.filter(({ text }) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|getRandomValues\(|randomUUID\(/.test(text),
    );
    expect(impure.map(({ path }) => path)).toEqual([]);
  });

  it("reaches the raw database only in the platform", () => {
    const raw = files.filter(({ path, packages, text }) =>
      packages.includes("drizzle-orm/d1") || /\.prepare\(|D1Database/.test(text) ? !path.startsWith("workers/platform/") : false,
    );
    expect(raw.map(({ path }) => path).filter((path) => path !== "workers/env.ts")).toEqual([]);
  });

  it("keeps the web framework out of the rooms", () => {
    const hono = files.filter(
      ({ path, packages }) =>
        packages.some((name) => name === "hono" || name.startsWith("hono/")) && !path.startsWith("workers/api/"),
    );
    expect(hono.map(({ path }) => path)).toEqual([]);
  });

  it("has no index file that only re-exports", () => {
    const barrels = [...files, ...web].filter(({ text }) => /^\s*export \* from/m.test(text));
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

describe("sizes", () => {
  const lengths = [...files, ...web]
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .toSorted((a, b) => a.lines - b.lines);
  const at = (part: number) => lengths[Math.floor((lengths.length - 1) * part)]?.lines ?? 0;

  it("keeps the median file at 70 lines, nine in ten at 200, none over 400", () => {
    expect(at(0.5)).toBeLessThanOrEqual(70);
    expect(at(0.9)).toBeLessThanOrEqual(200);
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  });
});
