const bytes = new TextEncoder();

/**
 * How many tokens a text has, roughly: one for four characters. Good for budgets, not for money.
 * Source: https://ai.google.dev/gemini-api/docs/tokens
 */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4);

/** How many tokens a text can have at most: a token is never less than one byte of UTF-8, whatever the script. */
export const mostTokens = (text: string): number => bytes.encode(text).length;
