import { isGroup, isSign, isWord, nameOf, type Group, type Node } from "./tokens.ts";

/** Something that rows come from, and the condition of its join. */
export interface Source {
  /** A table's name; null for a sub-query and for a function such as `json_each`. */
  table: string | null;
  alias: string;
  query: Group | null;
  on: Node[];
  /** Its rows may be missing: then its condition says nothing of the others'. */
  isOptional: boolean;
}

const clauseWords = ["where", "group", "having", "order", "limit", "window", "returning"];
const joinWords = ["join", "left", "inner", "cross", "natural", "outer", "full", "right"];

/** The nodes between one keyword and the next of these, at this level of brackets. */
export const clause = (nodes: Node[], start: string, ends: string[] = clauseWords): Node[] => {
  const from = nodes.findIndex((node) => isWord(node, start));
  if (from < 0) return [];
  const rest = nodes.slice(from + 1);
  const to = rest.findIndex((node) => isWord(node, ...ends));
  return to < 0 ? rest : rest.slice(0, to);
};

const sourceOf = (nodes: Node[], isOptional: boolean): Source | null => {
  const [first] = nodes;
  if (first === undefined) return null;
  const isFunction = nameOf(first) !== null && isGroup(nodes[1]);
  let at = isFunction ? 2 : 1;
  if (isWord(nodes[at], "as")) at += 1;
  const hasAlias = nodes[at] !== undefined && !isWord(nodes[at], "on", "indexed", "not", "using");
  const name = nameOf(first);
  const alias = hasAlias ? nameOf(nodes[at]) : name;
  const on = nodes.findIndex((node) => isWord(node, "on"));
  return {
    table: isFunction || isGroup(first) ? null : name,
    alias: alias ?? "",
    query: isGroup(first) ? first : isFunction ? (nodes[1] as Group) : null,
    on: on < 0 ? [] : nodes.slice(on + 1),
    isOptional,
  };
};

/** What follows `from`, table by table. */
export const sourcesOf = (nodes: Node[]): Source[] => {
  const sources: Source[] = [];
  let current: Node[] = [];
  let isOptional = false;
  const close = () => {
    const source = sourceOf(current, isOptional);
    if (source) sources.push(source);
    current = [];
  };
  for (const node of nodes) {
    if (isSign(node, ",") || isWord(node, ...joinWords)) {
      if (current.length > 0) {
        close();
        isOptional = false;
      }
      if (isWord(node, "left", "full", "right")) isOptional = true;
    } else current.push(node);
  }
  close();
  return sources;
};
