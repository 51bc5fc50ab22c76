import type { GoogleGenAI } from "@google/genai/web";

/** An isolate meets few keys; should it meet many, the SDK's clients are made anew rather than kept for ever. */
const mostClients = 50;

/** One client of the SDK for each credential. It holds nothing of a request's own. */
export const createClients = (make: (credential: string) => GoogleGenAI): ((credential: string) => GoogleGenAI) => {
  const clients = new Map<string, GoogleGenAI>();
  return (credential) => {
    const known = clients.get(credential) ?? make(credential);
    if (clients.size >= mostClients) clients.clear();
    clients.set(credential, known);
    return known;
  };
};
