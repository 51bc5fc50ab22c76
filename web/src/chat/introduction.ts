/** Runs something that may introduce this browser to the server; `met` says that the server's cookie is here. */
export type Introduce = <T>(act: (met: () => void) => Promise<T>) => Promise<T>;

/**
 * Until the server has met this browser, what would introduce it goes one at a time: two at once would make two visitors of it,
 * and the files of one could not be sent by the other.
 *
 * @param isKnown whether there is a thread or a profile already
 */
export const makeIntroduction = (isKnown: () => boolean): Introduce => {
  let hasMet = false;
  let lane: Promise<void> = Promise.resolve();
  return async (act) => {
    if (hasMet || isKnown()) return act(() => undefined);
    const before = lane;
    let pass: () => void = () => undefined;
    lane = new Promise((resolve) => {
      pass = resolve;
    });
    await before;
    const met = () => {
      hasMet = true;
      pass();
    };
    try {
      const done = await act(met);
      met();
      return done;
    } finally {
      pass();
    }
  };
};
