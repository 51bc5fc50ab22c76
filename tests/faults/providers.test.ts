import { afterAll, describe } from "vitest";
import { startStage } from "../support/stage.ts";
import { deliveryReports } from "./deliveryReports.ts";
import { modelTroubles } from "./modelTroubles.ts";
import { numberMoves } from "./numberMoves.ts";
import { sendRules } from "./sendRules.ts";
import { sendTroubles } from "./sendTroubles.ts";

/** Everything that providers may do to us, all at the same time, each customer with a trouble of their own. */

const stage = await startStage();
const { line } = await stage.agentOnWhatsapp();

afterAll(() => stage.close());

describe.concurrent("a model", () => {
  modelTroubles(stage, line);
});
describe.concurrent("a send", () => {
  sendTroubles(stage, line);
});
describe.concurrent("what may be sent", () => {
  sendRules(stage, line);
});
describe.concurrent("delivery reports", () => {
  deliveryReports(stage, line);
});
describe.concurrent("a number that moves", () => {
  numberMoves(stage);
});
