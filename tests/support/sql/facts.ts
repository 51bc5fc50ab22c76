import { isGroup, isSign, isWord, nameOf, splitAt, type Node } from "./tokens.ts";

/** One side of a comparison: a value from outside, or a column, of a table if it says which. */
export type Side = { kind: "parameter"; place: number } | { kind: "column"; of: string | null; name: string };

/** What must be true of every row: two sides are equal, or a table's words match a parameter, or its rowid is one of a sub-query's. */
export type Fact =
  | { kind: "equal"; left: Side; right: Side }
  | { kind: "match"; table: string; place: number }
  | { kind: "rowids"; of: string | null };

/** A lone parameter or column, brackets around it or not; null for anything else. */
export const sideOf = (nodes: Node[]): Side | null => {
  const [first, dot, last, ...rest] = nodes;
  if (isGroup(first) && nodes.length === 1) return sideOf(first.nodes);
  if (first?.kind === "parameter" && nodes.length === 1) return { kind: "parameter", place: first.place! };
  const name = nameOf(first);
  if (name !== null && nodes.length === 1) return { kind: "column", of: null, name };
  const column = nameOf(last);
  if (name !== null && isSign(dot, ".") && column !== null && rest.length === 0)
    return { kind: "column", of: name, name: column };
  return null;
};

/** The parts of a condition that must all be true. One with an `or` beside them is a single part, of which nothing is known. */
const conjuncts = (nodes: Node[]): Node[][] => {
  let cases = 0;
  const isOutside = (node: Node): boolean => {
    if (isWord(node, "case")) cases += 1;
    if (isWord(node, "end")) cases -= 1;
    return cases === 0;
  };
  const places = nodes.map((node) => isOutside(node));
  if (nodes.some((node, at) => places[at] && isWord(node, "or"))) return [];
  const parts = splitAt(nodes, (node, at) => places[at]! && isWord(node, "and"));
  return parts.flatMap((part) => (part.length === 1 && isGroup(part[0]) ? conjuncts(part[0].nodes) : [part]));
};

const isEquals = (node: Node): boolean => isSign(node, "=") || isSign(node, "==") || isWord(node, "is");

const factOf = (nodes: Node[]): Fact | null => {
  const at = nodes.findIndex((node) => isEquals(node) || isWord(node, "match", "in"));
  if (at < 0) return null;
  const [left, right] = [sideOf(nodes.slice(0, at)), nodes.slice(at + 1)];
  if (left?.kind === "column" && isWord(nodes[at], "match")) {
    const pattern = sideOf(right);
    return pattern?.kind === "parameter" ? { kind: "match", table: left.name, place: pattern.place } : null;
  }
  if (isWord(nodes[at], "in")) {
    const isQuery = isGroup(right[0]) && right.length === 1 && isWord(right[0].nodes[0], "select");
    return isQuery && left?.kind === "column" && left.name === "rowid" ? { kind: "rowids", of: left.of } : null;
  }
  const other = sideOf(right);
  if (left === null || other === null) {
    const isQuery = isGroup(right[0]) && right.length === 1 && isWord(right[0].nodes[0], "select");
    return isQuery && left?.kind === "column" && left.name === "rowid" ? { kind: "rowids", of: left.of } : null;
  }
  return { kind: "equal", left, right: other };
};

/** What a condition says of every row it lets through. */
export const factsOf = (condition: Node[]): Fact[] => conjuncts(condition).flatMap((part) => factOf(part) ?? []);
