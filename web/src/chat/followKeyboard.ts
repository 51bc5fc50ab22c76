/** Keeps the composer above an on-screen keyboard where the browser lays it over the page (iOS): the page gets the height left. */
export const followKeyboard = (): void => {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => document.documentElement.style.setProperty("--seen", `${seen.height}px`);
  seen.addEventListener("resize", fit);
  fit();
};
