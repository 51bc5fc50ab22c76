import { expect, test, vi } from "vitest";
import { erasures } from "../../schema/tables/privacy.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { hold, openEraseDesk, workOff } from "./eraseDesk.ts";
import { canary, scan, settle } from "./person.ts";

vi.mock("cloudflare:workers", () => import("./nodeEnv.ts"));

const setScene = async () => {
  const desk = await openEraseDesk();
  const known = await settle(desk, "+447700900321");
  hold(desk, known);
  return { desk, known };
};

test("the power is cut at every single thing that happens: the next run ends it, and counts everything once", async () => {
  let cuts = 0;
  for (let cutAt = 1; ; cutAt++) {
    const { desk, known } = await setScene();
    expect(await eraseContact(desk.deps, desk.cut, "usr_test", known.winner)).toBeNull();
    desk.state.happened = 0;
    desk.state.cutAt = cutAt;
    const isCut = await workOff(desk).then(
      () => false,
      () => true,
    );
    if (!isCut) break;
    cuts++;
    desk.state.cutAt = 0;
    expect(await workOff(desk)).toEqual([]);
    desk.chance.pass(20_000);
    expect(await workOff(desk)).toEqual([{ kind: "done" }]);
    expect(await scan([canary, "447700900321"]), `cut at ${cutAt}`).toEqual([]);
    const [row] = await desk.db.all(erasures);
    expect(row?.counts).toMatchObject({ conversations: 2, messages: 4, files: 2, removedAtProvider: 1 });
  }
  expect(cuts).toBeGreaterThan(60);
});
