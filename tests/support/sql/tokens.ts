/** A piece of SQL text. `word` is a keyword or a name, lower case; `name` was quoted and is never a keyword. */
export interface Token {
  kind: "word" | "name" | "text" | "number" | "parameter" | "sign";
  text: string;
  /** Of a parameter: its place among the bound values, from 0. */
  place?: number;
}

/** Tokens with what stands in brackets as one. */
export type Node = Token | Group;
export interface Group {
  kind: "group";
  nodes: Node[];
}

const shape =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[A-Za-z_]\w*|\d[\w.]*|\?\d*|->>|->|\|\||<=|>=|<>|!=|==|<<|>>|[^\s]/g;

const tokenOf = (text: string, next: () => number): Token | null => {
  if (/^(?:\s|--|\/\*)/.test(text)) return null;
  if (text.startsWith("'")) return { kind: "text", text };
  if (/^["`]/.test(text)) return { kind: "name", text: text.slice(1, -1).toLowerCase() };
  if (/^[A-Za-z_]/.test(text)) return { kind: "word", text: text.toLowerCase() };
  if (/^\d/.test(text)) return { kind: "number", text };
  if (text.startsWith("?")) return { kind: "parameter", text, place: text.length > 1 ? Number(text.slice(1)) - 1 : next() };
  return { kind: "sign", text };
};

/** @throws when brackets don't match */
export const parse = (sql: string): Node[] => {
  let parameters = 0;
  const stack: Node[][] = [[]];
  for (const [text] of sql.matchAll(shape)) {
    const token = tokenOf(text, () => parameters++);
    if (token === null) continue;
    if (token.text === "(" && token.kind === "sign") stack.push([]);
    else if (token.text === ")" && token.kind === "sign") {
      const nodes = stack.pop();
      const outer = stack.at(-1);
      if (!nodes || !outer) throw new Error(`brackets that don't match: ${sql}`);
      outer.push({ kind: "group", nodes });
    } else stack.at(-1)!.push(token);
  }
  if (stack.length !== 1) throw new Error(`brackets that don't match: ${sql}`);
  return stack[0]!;
};

export const isWord = (node: Node | undefined, ...words: string[]): boolean => node?.kind === "word" && words.includes(node.text);
export const isSign = (node: Node | undefined, sign: string): boolean => node?.kind === "sign" && node.text === sign;
export const isGroup = (node: Node | undefined): node is Group => node?.kind === "group";
/** A name as it is written, quoted or not. */
export const nameOf = (node: Node | undefined): string | null =>
  node?.kind === "word" || node?.kind === "name" ? node.text : null;

/** Splits at every node for which this holds, which is left out. */
export const splitAt = (nodes: Node[], isSplit: (node: Node, at: number) => boolean): Node[][] => {
  const parts: Node[][] = [[]];
  for (const [at, node] of nodes.entries()) {
    if (isSplit(node, at)) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts;
};

export const splitAtCommas = (nodes: Node[]): Node[][] => splitAt(nodes, (node) => isSign(node, ","));
