const vertexPrefix = "vertex/";

/** A model's name as it is kept with a message that Vertex AI answered, so that one sees which provider it was. */
export const nameAtVertex = (model: string): string => vertexPrefix + model;

export const isVertexName = (model: string): boolean => model.startsWith(vertexPrefix);

/** The provider's own name of a model, whoever answered. */
export const plainModelName = (model: string): string => (isVertexName(model) ? model.slice(vertexPrefix.length) : model);
