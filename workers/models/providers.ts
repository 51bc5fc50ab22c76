import type { Model, ModelOptions, ModelRequest, ModelResult } from "./port.ts";

/** The providers an installation has, each as a model of its own. */
export interface Providers {
  /** Null where there is no Vertex AI. */
  vertex: {
    /** One try, for a call that may go on to AI Studio. */
    hasty: Model;
    /** All the tries there are, for an agent that wants Vertex AI and nothing else. */
    patient: Model;
  } | null;
  /** Gemini in AI Studio, with the keys of tenants and pool; the offline model while there is no key at all. */
  aiStudio: Model;
  /** The same behind Vertex AI: without a key it is `unavailable`, so that nobody is told the assistant is offline when it isn't. */
  aiStudioBehind: Model;
}

/**
 * Vertex AI first where the installation has it, AI Studio when that is unavailable (requirement 1, step 7). An agent may choose
 * one of them; a choice of Vertex AI is kept, since it is made for where the words are processed.
 */
export const createProviders = ({ vertex, aiStudio, aiStudioBehind }: Providers): Model => ({
  async generate(request, options) {
    const wanted = request.provider ?? "auto";
    if (wanted === "vertex") return vertex ? vertex.patient.generate(request, options) : noVertex;
    if (wanted === "ai_studio" || !vertex) return aiStudio.generate(request, options);
    const { result, hasShown } = await watched(vertex.hasty, request, options);
    if (!mayGoOn(result, hasShown, options)) return result;
    if (hasShown) options.onRetract?.();
    const second = await aiStudioBehind.generate(request, options);
    return second.ok || second.failure !== "unavailable" ? second : { ...second, detail: `${result.detail} | ${second.detail}` };
  },
});

const noVertex: ModelResult = { ok: false, failure: "unavailable", detail: "This installation has no Vertex AI" };

/** As `failover.ts`: never a call that may have been billed, never one that has shown what can't be withdrawn. */
const mayGoOn = (result: ModelResult, hasShown: boolean, options: ModelOptions): result is Extract<ModelResult, { ok: false }> =>
  !result.ok &&
  result.failure === "unavailable" &&
  !result.billed &&
  !options.signal.aborted &&
  (!hasShown || options.onRetract !== undefined);

const watched = async (model: Model, request: ModelRequest, options: ModelOptions) => {
  let hasShown = false;
  const { onDelta, onRetract } = options;
  const result = await model.generate(request, {
    ...options,
    onDelta: (text) => {
      hasShown = true;
      onDelta?.(text);
    },
    onRetract:
      onRetract &&
      (() => {
        hasShown = false;
        onRetract();
      }),
  });
  return { result, hasShown: hasShown && onDelta !== undefined };
};
