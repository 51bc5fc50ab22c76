import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface SourceFile {
  /** Path from the repository's root. */
  path: string;
  text: string;
  /** Repository files it imports, types included. */
  imports: { path: string; isTypeOnly: boolean }[];
  /** Packages and built-ins it imports. */
  packages: string[];
}

const walk = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name !== "node_modules" && name !== "dist")
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });

const importStatement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"']+)["']/g;
const dynamicImport = /import\(\s*["']([^"']+)["']\s*\)/g;

const read = (path: string): SourceFile => {
  const text = readFileSync(path, "utf8");
  const found = [
    ...[...text.matchAll(importStatement)].map((match) => ({ target: match[2] ?? "", isTypeOnly: match[1] !== undefined })),
    ...[...text.matchAll(dynamicImport)].map((match) => ({ target: match[1] ?? "", isTypeOnly: false })),
  ];
  const isLocal = ({ target }: { target: string }) => target.startsWith(".");
  return {
    path,
    text,
    imports: found
      .filter(isLocal)
      .map(({ target, isTypeOnly }) => ({ path: normalize(join(dirname(path), target)), isTypeOnly })),
    packages: found.filter((one) => !isLocal(one)).map(({ target }) => target),
  };
};

/** Every TypeScript file below the folders, with what it imports. */
export const sourceFiles = (...folders: string[]): SourceFile[] =>
  folders
    .flatMap(walk)
    .filter((path) => /\.tsx?$/.test(path))
    .map(read);

/** Groups of files that import each other in a circle. */
export const circles = (files: SourceFile[]): string[][] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const { path: next } of byPath.get(path)?.imports ?? []) {
      if (!byPath.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1) found.push(group.toSorted());
  };
  for (const { path } of files) if (!index.has(path)) visit(path);
  return found;
};
