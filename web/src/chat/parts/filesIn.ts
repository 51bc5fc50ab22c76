/** Files of a paste, unless words came with them: an office program puts a picture of its text beside the text. */
export const pastedFiles = (data: DataTransfer | null): File[] =>
  data !== null && data.files.length > 0 && !data.types.includes("text/plain") ? [...data.files] : [];

/**
 * Lets files be dropped anywhere on the page.
 *
 * @param over told when files come to hang over the page, and when they no longer do
 */
export const followDrops = (over: (isOver: boolean) => void, take: (files: File[]) => void): (() => void) => {
  const listening = new AbortController();
  const on = (name: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
    document.addEventListener(
      name,
      (event) => {
        if (event.dataTransfer?.types.includes("Files") && document.querySelector("dialog[open]") === null) act(event);
      },
      listening,
    );
  on("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  // It leaves the page when it enters nothing else of it.
  on("dragleave", ({ relatedTarget }) => over(relatedTarget !== null));
  on("drop", (event) => {
    event.preventDefault();
    over(false);
    take([...(event.dataTransfer?.files ?? [])]);
  });
  return () => listening.abort();
};
