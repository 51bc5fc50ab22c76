import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import { startStage, type Stage } from "../support/stage.ts";

const project = "filo-e2e";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    vars: async (world) => ({
      VERTEX_SERVICE_ACCOUNT: JSON.stringify(await world.vertex.serviceAccount(project)),
      VERTEX_API_BASE: world.vertexBase,
      VERTEX_LOCATION: "europe-west8",
    }),
  });
});
afterAll(() => stage.close());

let before = 0;
beforeEach(() => {
  before = stage.world.gemini.requests.length;
});
const calls = () => stage.world.gemini.requests.slice(before);

/** Somebody new writes to a new agent; the answer as the console has it. */
const answerOf = async (fields: Parameters<Stage["agentOnWhatsapp"]>[0] = {}): Promise<Message> => {
  const { agent, line } = await stage.agentOnWhatsapp(fields);
  await stage.world.phone(stage.newPerson()).says("Ciao, a che ora aprite?", { to: line.number });
  const answers = async () => {
    const { items } = await stage.owner.get<{ items: { id: string }[] }>(`/api/conversations?agentId=${agent.id}`);
    if (!items[0]) return [];
    const thread = await stage.owner.get<{ items: Message[] }>(`/api/conversations/${items[0].id}/messages`);
    return thread.items.filter(({ sender }) => sender === "ai");
  };
  await expect.poll(async () => (await answers()).length, { timeout: 15_000 }).toBe(1);
  const [answer] = await answers();
  if (!answer) throw new Error("The answer is gone");
  return answer;
};

it("answers with Vertex AI where the installation has it, and keeps that it did", async () => {
  const answer = await answerOf();
  expect(answer.model).toBe("vertex/gemini-3.5-flash-lite");
  expect(calls()).toMatchObject([{ platform: "vertex", project, location: "europe-west8", status: 200 }]);
});

it("answers with AI Studio when the agent wants it", async () => {
  expect((await answerOf({ modelProvider: "ai_studio" })).model).toBe("gemini-3.5-flash-lite");
  expect(calls().map(({ platform }) => platform ?? "studio")).toEqual(["studio"]);
});

it("answers with AI Studio while Vertex AI is away, once", async () => {
  await stage.world.fail({ provider: "vertex", kind: "http503", operation: "streamGenerateContent" });
  expect((await answerOf()).model).toBe("gemini-3.5-flash-lite");
  expect(calls().map(({ platform, status }) => [platform ?? "studio", status])).toEqual([
    ["vertex", 503],
    ["studio", 200],
  ]);
});
