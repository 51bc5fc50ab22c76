/** A thread that was erased takes nothing in: whoever still holds its id has to ask again whom they write with. */
export class ThreadErased extends Error {
  constructor() {
    super("This thread was erased");
  }
}
