/** Gives the reader a text as a file. */
export const saveText = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The click only asks for it: the address must hold until the browser has read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
