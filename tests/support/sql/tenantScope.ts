import { clause, sourcesOf, type Source } from "./clauses.ts";
import { factsOf, sideOf, type Fact, type Side } from "./facts.ts";
import { isGroup, isWord, nameOf, parse, splitAt, splitAtCommas, type Group, type Node } from "./tokens.ts";

/** What the checker has to know of the database. */
export interface Tables {
  /** Tables with a `tenant_id`. */
  tenants: ReadonlySet<string>;
  /** Search indexes without one: what they are asked must name the tenant. */
  words: ReadonlySet<string>;
}

interface Scope {
  /** Tables and queries by the name they go by here; whether every row of them is known to be one tenant's. */
  sources: Map<string, { table: string | null; isBound: boolean }>;
  outer: Scope | null;
}

interface Findings {
  /** Every table that is reached without its tenant, and why that is thought. */
  complaints: string[];
  /** Where among the bound values a tenant's id must stand. */
  tenantPlaces: number[];
  /** Where a search's words must stand, which name the tenant. */
  wordPlaces: number[];
}

/** A row of a trigger's, which is somebody's already. */
const given = new Set(["new", "old", "excluded"]);

/**
 * Whether a statement reaches rows of tenants only by a tenant's id: every table with a `tenant_id`, in every sub-query, must be compared
 * with a bound value, or with the same column of one that is, by a condition that no `or` and no outer join makes void; what is written must
 * carry it. Sees the text alone, so what it cannot follow it complains of.
 */
export const tenantScope = (sql: string, tables: Tables): Findings => {
  const findings: Findings = { complaints: [], tenantPlaces: [], wordPlaces: [] };
  for (const nodes of splitAt(parse(sql), (node) => node.kind === "sign" && node.text === ";"))
    if (nodes.length > 0) new Check(tables, findings).statement(nodes, null);
  return findings;
};

class Check {
  readonly #tables: Tables;
  readonly #findings: Findings;
  /** Names that `with` has given to queries. */
  readonly #queries = new Set<string>();
  /** Queries that rows come from, which are looked at before the rows. */
  readonly #looked = new Set<Group>();

  constructor(tables: Tables, findings: Findings) {
    this.#tables = tables;
    this.#findings = findings;
  }

  statement(nodes: Node[], outer: Scope | null): void {
    const body = this.#afterWith(nodes, outer);
    if (isWord(body[0], "insert", "replace")) this.#insert(body, outer);
    else if (isWord(body[0], "update")) this.#update(body, outer);
    else if (isWord(body[0], "delete")) this.#delete(body, outer);
    else for (const part of splitAt(body, (node) => isWord(node, "union", "intersect", "except"))) this.#select(part, outer);
  }

  #afterWith(nodes: Node[], outer: Scope | null): Node[] {
    if (!isWord(nodes[0], "with")) return nodes;
    const start = nodes.findIndex((node, at) => at > 0 && isWord(node, "select", "insert", "update", "delete", "values"));
    for (const [at, node] of nodes.slice(0, start).entries()) {
      const name = nameOf(nodes[at - (isGroup(nodes[at - 2]) ? 3 : 2)]);
      if (!isGroup(node) || !isWord(nodes[at - 1], "as", "materialized")) continue;
      if (name !== null) this.#queries.add(name);
      this.statement(node.nodes, outer);
    }
    return nodes.slice(start);
  }

  #select(nodes: Node[], outer: Scope | null): Scope {
    const sources = sourcesOf(clause(nodes, "from"));
    return this.#rows(sources, clause(nodes, "where"), nodes, outer);
  }

  /** Rows that sources and a condition let through; whatever else the nodes hold may have queries of its own. */
  #rows(sources: Source[], where: Node[], nodes: Node[], outer: Scope | null): Scope {
    const scope: Scope = { sources: new Map(), outer };
    for (const { alias, table, query } of sources) {
      if (query !== null) this.#look(query, scope);
      scope.sources.set(alias, { table, isBound: !this.#isSomebodys(table) });
    }
    this.#bind(scope, sources, factsOf(where));
    for (const [alias, { table, isBound }] of scope.sources)
      if (!isBound) this.#findings.complaints.push(alias === table ? `${table}` : `${table} (as ${alias})`);
    this.#inner(nodes, scope);
    return scope;
  }

  #look(query: Group, outer: Scope): void {
    if (!isWord(query.nodes[0], "select", "with", "values")) return;
    this.#looked.add(query);
    this.statement(query.nodes, outer);
  }

  /** Queries in brackets, however deep. */
  #inner(nodes: Node[], scope: Scope): void {
    for (const node of nodes) {
      if (!isGroup(node) || this.#looked.has(node)) continue;
      if (isWord(node.nodes[0], "select", "with", "values")) this.statement(node.nodes, scope);
      else this.#inner(node.nodes, scope);
    }
  }

  #isSomebodys(table: string | null): boolean {
    return table !== null && !this.#queries.has(table) && (this.#tables.tenants.has(table) || this.#tables.words.has(table));
  }

  /** Carries what is bound along equal columns until nothing more follows. */
  #bind(scope: Scope, sources: Source[], always: Fact[]): void {
    const ofJoins = sources.map((source) => ({ source, facts: factsOf(source.on) }));
    for (let before = -1, after = 0; before !== after;) {
      before = after;
      for (const fact of always) this.#apply(scope, fact, null);
      for (const { source, facts } of ofJoins)
        for (const fact of facts) this.#apply(scope, fact, source.isOptional ? source.alias : null);
      after = [...scope.sources.values()].filter(({ isBound }) => isBound).length;
    }
  }

  /** @param only the one table that a condition of an outer join speaks of */
  #apply(scope: Scope, fact: Fact, only: string | null): void {
    if (fact.kind === "match") return this.#applyMatch(scope, fact);
    if (fact.kind === "rowids") return this.#bindRowid(scope, fact.of);
    for (const [side, other] of [
      [fact.left, fact.right],
      [fact.right, fact.left],
    ] as const) {
      if (side.kind !== "column") continue;
      const isRowid = side.name === "rowid" && other.kind === "column" && other.of !== null && given.has(other.of);
      if (isRowid) this.#bindRowid(scope, side.of);
      if (side.name !== "tenant_id" || !this.#isTenant(scope, other)) continue;
      const alias = side.of ?? this.#unnamed(scope);
      const source = alias === null || (only !== null && only !== alias) ? undefined : scope.sources.get(alias);
      if (!source || source.table === null || !this.#tables.tenants.has(source.table)) continue;
      source.isBound = true;
      if (other.kind === "parameter") this.#note(other.place);
    }
  }

  #applyMatch(scope: Scope, { table, place }: Extract<Fact, { kind: "match" }>): void {
    const source = scope.sources.get(table);
    if (!source || source.table === null || !this.#tables.words.has(source.table)) return;
    source.isBound = true;
    if (!this.#findings.wordPlaces.includes(place)) this.#findings.wordPlaces.push(place);
  }

  /** A search index is changed by the row it is of, which is somebody's already; a query that says which is looked at by itself. */
  #bindRowid(scope: Scope, of: string | null): void {
    for (const [alias, source] of scope.sources)
      if ((of === null || of === alias) && source.table !== null && isIndex(source.table, this.#tables)) source.isBound = true;
  }

  /** Whether a value is certainly the tenant's id: one from outside, which is looked at when it is there, or that of a bound row. */
  #isTenant(scope: Scope | null, side: Side): boolean {
    if (side.kind === "parameter") return true;
    if (side.name !== "tenant_id") return false;
    if (side.of !== null && given.has(side.of)) return true;
    for (let one = scope; one; one = one.outer) {
      const alias = side.of ?? this.#unnamed(one);
      const source = alias === null ? undefined : one.sources.get(alias);
      // The rows of a query are one tenant's if its own tables are bound, of which it has complained otherwise.
      if (source) return source.isBound;
    }
    return false;
  }

  /** Whose column is meant without a name before it: that of the only table there that has one. */
  #unnamed(scope: Scope): string | null {
    const having = [...scope.sources].filter(([, { table }]) => table !== null && this.#tables.tenants.has(table));
    return having.length === 1 ? having[0]![0] : null;
  }

  #update(nodes: Node[], outer: Scope | null): void {
    const set = nodes.findIndex((node) => isWord(node, "set"));
    const target = sourcesOf(nodes.slice(1, set).filter((node) => !isWord(node, "or", "rollback", "abort", "fail", "ignore")));
    const sources = [...target, ...sourcesOf(clause(nodes, "from"))];
    const sets = splitAtCommas(clause(nodes, "set", ["from", "where", "returning"]));
    if (this.#isSomebodys(target[0]?.table ?? null)) for (const set of sets) this.#given(target[0]!.table!, set);
    this.#rows(sources, clause(nodes, "where"), nodes, outer);
  }

  #delete(nodes: Node[], outer: Scope | null): void {
    this.#rows(sourcesOf(clause(nodes, "from")), clause(nodes, "where"), nodes, outer);
  }

  #insert(nodes: Node[], outer: Scope | null): void {
    const into = nodes.findIndex((node) => isWord(node, "into"));
    const table = nameOf(nodes[into + 1])!;
    const columns = isGroup(nodes[into + 2])
      ? splitAtCommas(nodes[into + 2]!.kind === "group" ? groupAt(nodes, into + 2) : [])
      : [];
    const place = columns.findIndex(([column]) => nameOf(column) === "tenant_id");
    const conflict = nodes.findIndex((node, at) => isWord(node, "on") && isWord(nodes[at + 1], "conflict"));
    const rows = nodes.slice(into + 2, conflict < 0 ? undefined : conflict).filter((node, at) => at > 0 || !isGroup(node));
    const complain = (why: string) => this.#findings.complaints.push(`${table}: ${why}`);
    const isTheirs = this.#tables.tenants.has(table);
    if (isTheirs && place < 0) complain("a row is written without its tenant");
    if (isTheirs && (isWord(nodes[0], "replace") || isWord(nodes[1], "or"))) complain("a row of another tenant may be replaced");
    for (const { values, scope } of this.#written(rows, outer)) {
      const value = place < 0 ? undefined : values[place];
      const side = value && sideOf(withoutAlias(value));
      if (!isTheirs || place < 0) continue;
      if (!side || !this.#isTenant(scope, side)) complain("a row's tenant is none that is bound");
      else if (side.kind === "parameter") this.#note(side.place);
    }
    if (conflict >= 0) this.#onConflict(table, nodes.slice(conflict + 2), isTheirs);
  }

  /** The rows that are written, value by value, with the scope that their columns are of. */
  #written(nodes: Node[], outer: Scope | null): { values: Node[][]; scope: Scope | null }[] {
    if (isWord(nodes[0], "values")) {
      this.#inner(nodes, { sources: new Map(), outer });
      return nodes.filter(isGroup).map((row) => ({ values: splitAtCommas(row.nodes), scope: outer }));
    }
    const body = isGroup(nodes[0]) ? nodes[0].nodes : nodes;
    const selects = splitAt(this.#afterWith(body, outer), (node) => isWord(node, "union", "intersect", "except"));
    return selects.map((select) => {
      const list = clause(select, "select", ["from", "where", "group", "order", "limit"]);
      return { values: splitAtCommas(list), scope: this.#select(select, outer) };
    });
  }

  /** A row may be given its tenant again, not another's. */
  #given(table: string, [column, , ...value]: Node[]): void {
    if (nameOf(column) !== "tenant_id") return;
    const side = sideOf(value);
    if (side?.kind !== "parameter") this.#findings.complaints.push(`${table}: a row is given to another tenant`);
    else this.#note(side.place);
  }

  #note(place: number): void {
    if (!this.#findings.tenantPlaces.includes(place)) this.#findings.tenantPlaces.push(place);
  }

  /** The row in the way is of the same tenant if the tenant is part of what clashes, or if it is asked for. */
  #onConflict(table: string, nodes: Node[], isTheirs: boolean): void {
    const target = isGroup(nodes[0]) ? splitAtCommas(nodes[0].nodes) : [];
    const update = nodes.findIndex((node) => isWord(node, "update"));
    if (update < 0) return;
    const scope: Scope = { sources: new Map([[table, { table, isBound: false }]]), outer: null };
    this.#bind(scope, [], factsOf(clause(nodes.slice(update), "where")));
    const isOwn = target.some((column) => nameOf(column.at(-1)) === "tenant_id") || scope.sources.get(table)!.isBound;
    if (isTheirs && !isOwn) this.#findings.complaints.push(`${table}: a row in the way may be another tenant's`);
    const sets = splitAtCommas(clause(nodes.slice(update), "set", ["where", "returning"]));
    if (isTheirs) for (const set of sets) this.#given(table, set);
    scope.sources.set(table, { table, isBound: true });
    this.#inner(nodes, scope);
  }
}

const groupAt = (nodes: Node[], at: number): Node[] => {
  const node = nodes[at];
  return isGroup(node) ? node.nodes : [];
};

const withoutAlias = (value: Node[]): Node[] => {
  const as = value.findIndex((node) => isWord(node, "as"));
  return as < 0 ? value : value.slice(0, as);
};

const isIndex = (table: string, { words }: Tables): boolean => words.has(table) || table.endsWith("_search");
