const underWay = new Map<string, Promise<void>>();

/**
 * Marks a conversation as read or unread once what was marked before has been answered: on two connections the earlier mark could arrive
 * last, and its answer could be shown over the later one's.
 */
export const markInTurn = <T>(conversationId: string, mark: () => Promise<T>): Promise<T> => {
  const before = underWay.get(conversationId) ?? Promise.resolve();
  const marked = before.then(mark);
  const over = marked.then(
    () => undefined,
    () => undefined,
  );
  underWay.set(conversationId, over);
  void over.then(() => underWay.get(conversationId) === over && underWay.delete(conversationId));
  return marked;
};
