import { proof, type Item } from "./item.ts";

/** OWASP Top 10 for LLM applications, 2025. https://genai.owasp.org/llm-top-10/ */
export const llmTopTen: Item[] = [
  {
    item: "LLM01",
    asks: "Prompt injection: words, files and names from outside make the model act for nobody but who writes",
    result: "partly",
    tests: ["tests/agents/prompt.test.ts", "tests/agents/mediaText.test.ts", ...proof("injection")],
    note: "The model has no tool that acts, and is given nothing above the writer's level; that it may be talked into odd words cannot be excluded",
  },
  {
    item: "LLM02",
    asks: "What a level must not know is not given to the model",
    result: "yes",
    tests: [
      "tests/agents/overlays.test.ts",
      "tests/agents/historyWindow.test.ts",
      "tests/knowledge/search.worker.test.ts",
      ...proof("levels"),
    ],
  },
  {
    item: "LLM03",
    asks: "Models and parts from known places",
    result: "partly",
    tests: ["tests/models/gemini.test.ts"],
    note: "A model is the provider's, by its name; what is behind the name may change",
  },
  {
    item: "LLM04",
    asks: "Nobody from outside changes what the model learns or knows",
    result: "yes",
    tests: ["tests/knowledge/search.worker.test.ts"],
    note: "Nothing is trained; knowledge is written by members alone",
  },
  {
    item: "LLM05",
    asks: "What the model says is shown as text, and followed by nothing",
    result: "yes",
    tests: ["tests/web/chat/markup.test.ts", "tests/models/geminiAnswer.test.ts", "tests/proof/xss.ts"],
  },
  {
    item: "LLM06",
    asks: "The model can do no more than it must",
    result: "yes",
    tests: ["tests/conversation/interleavings.test.ts", "tests/conversation/sending.test.ts"],
    note: "It answers; sending, stopping and taking over are decided by rules around it",
  },
  {
    item: "LLM07",
    asks: "The instructions hold no secret that a reader must not have",
    result: "partly",
    tests: ["tests/agents/overlays.test.ts", "tests/agents/prompt.test.ts"],
    note: "Keys and other levels' instructions are not in it; the agent's own instructions may be repeated to the customer",
  },
  {
    item: "LLM08",
    asks: "Search over knowledge is bound to tenant and level before it is ranked",
    result: "yes",
    tests: ["tests/knowledge/search.worker.test.ts", "tests/architecture/tenantScope.test.ts"],
  },
  {
    item: "LLM09",
    asks: "Customers know that they talk to an AI, and reach a person",
    result: "partly",
    tests: ["tests/agents/prompt.test.ts", "tests/conversation/handingBack.test.ts"],
    note: "Said in the first message, with a way to a person; answers are not checked against their sources",
  },
  {
    item: "LLM10",
    asks: "Calls are bounded in number, length and cost",
    result: "yes",
    tests: [
      "tests/platform/quota.test.ts",
      "tests/platform/quota.worker.test.ts",
      "tests/models/pricing.test.ts",
      ...proof("publicFlood"),
    ],
  },
];
