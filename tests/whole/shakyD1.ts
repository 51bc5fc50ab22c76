import { NodeD1 } from "../support/nodeD1.ts";
import type { Aim } from "./aim.ts";
import type { Dice } from "./dice.ts";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtualTime.ts";

type Inner = ReturnType<NodeD1["prepare"]>;

interface Surroundings {
  dice: Dice;
  faults: Faults;
  time: VirtualTime;
  process: Process;
  aim: Aim;
}

class ShakyStatement {
  readonly inner: Inner;
  readonly sql: string;
  readonly #around: ShakyD1;

  constructor(around: ShakyD1, sql: string, inner: Inner) {
    this.#around = around;
    this.sql = sql;
    this.inner = inner;
  }

  bind(...values: unknown[]): ShakyStatement {
    return new ShakyStatement(this.#around, this.sql, this.inner.bind(...values));
  }

  run = () => this.#around.call(() => this.inner.run());
  all = () => this.#around.call(() => this.inner.all());
  raw = () => this.#around.call(() => this.inner.raw());
}

/** D1 as it is seen from far away: sometimes it takes its time, sometimes it fails, sometimes after it has done what it was asked. */
export class ShakyD1 {
  readonly real = new NodeD1();
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  prepare(sql: string): ShakyStatement {
    return new ShakyStatement(this, sql, this.real.prepare(sql));
  }

  batch(statements: ShakyStatement[]) {
    if (statements.some(({ sql }) => sql.startsWith('insert into "messages"'))) this.#around.aim.note("project");
    return this.call(() => this.real.batch(statements.map(({ inner }) => inner)));
  }

  call<T>(work: () => Promise<T>): Promise<T> {
    return this.#around.process.alive(this.#call(work));
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    const { dice, faults, time } = this.#around;
    if (dice.is(0.15)) await new Promise<void>((resolve) => time.after(dice.between(2, 400), resolve));
    const fate = faults.database();
    if (fate === "late") await new Promise<void>((resolve) => time.after(dice.between(1_000, 12_000), resolve));
    if (fate === "transient") throw new Error("D1_ERROR: Network connection lost.");
    const result = await work();
    if (fate === "fails after commit") throw new Error("D1_ERROR: Network connection lost.");
    return result;
  }

  asD1(): D1Database {
    return this as unknown as D1Database;
  }
}
