import { afterAll, beforeAll, expect, test } from "vitest";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { expectWhole, onThePhone, settled } from "./wholeness.ts";

/** D1 is away: what customers write is kept, and all is answered and listed once it is back. */

let stage: Stage;
let line: ConnectedLine;
let database: DatabaseWatch;

beforeAll(async () => {
  stage = await startStage({ dress: watchDatabase });
  line = (await stage.agentOnWhatsapp()).line;
  database = new DatabaseWatch(stage.url);
});

afterAll(() => stage.close());

test("D1 goes away and comes back", async () => {
  const [known, stranger, waiting] = [stage.newPerson(), stage.newPerson(), stage.newPerson()];
  await stage.world.phone(known).says("Ciao", { to: line.number });
  await expectWhole(stage, known, { texts: ["Ciao"], onPhone: 1 });
  await stage.world.script({ contains: "lentamente", text: "Ecco, con calma.", firstTokenMs: 1_500 });
  await stage.world.phone(waiting).says("Rispondimi lentamente", { to: line.number });
  await settled(1_000);

  await database.trouble({ kind: "away" });
  const answers = [
    await stage.world.phone(known).says("Ci siete?", { to: line.number }),
    await stage.world.phone(stranger).says("Buongiorno", { to: line.number }),
    await stage.world.phone(stranger).says("Sono nuovo", { to: line.number }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await settled(2_500);
  expect(await onThePhone(stage, waiting)).toHaveLength(1);
  await database.trouble({ kind: "none" });

  await expectWhole(stage, waiting, { texts: ["Rispondimi lentamente"], onPhone: 1 });
  await expectWhole(stage, known, { texts: ["Ciao", "Ci siete?"], onPhone: 2 });
  await expectWhole(stage, stranger, { texts: ["Buongiorno", "Sono nuovo"], onPhone: 1 });
});

test("D1 goes away while a turn is being prepared: one honest line, then the answer", async () => {
  const person = stage.newPerson();
  const { line: patient } = await stage.agentOnWhatsapp({ name: "Paziente", quietMs: 1_500 });
  await stage.world.phone(person).says("Quanto dura il corso?", { to: patient.number });
  await settled(700);
  await database.trouble({ kind: "away" });
  await settled(2_000);
  expect(await onThePhone(stage, person)).toEqual([expect.stringContaining("In questo momento non riesco a risponderti.")]);
  await database.trouble({ kind: "none" });
  await expectWhole(stage, person, { texts: ["Quanto dura il corso?"], onPhone: 2, replies: 1 });
});
