/** The promise's result, or a rejection once `ms` have gone by; whatever it does later is of no interest. */
export const withDeadline = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
};
