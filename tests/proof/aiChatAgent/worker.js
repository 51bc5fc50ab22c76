import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { AIChatAgent } from "@cloudflare/ai-chat";
import { routeAgentRequest } from "agents";
import { convertToModelMessages, streamText } from "ai";

/** The least that answers: what the package's own README shows, with Gemini as its model. */
export class Chat extends AIChatAgent {
  async onChatMessage() {
    const google = createGoogleGenerativeAI({ baseURL: this.env.MODEL_BASE, apiKey: this.env.MODEL_KEY });
    const messages = await convertToModelMessages(this.messages.slice(-20));
    const result = streamText({ model: google("gemini-2.5-flash"), system: this.env.SYSTEM, messages });
    return result.toUIMessageStreamResponse();
  }
}

export default {
  fetch: async (request, env) => (await routeAgentRequest(request, env)) ?? new Response("not found", { status: 404 }),
};
