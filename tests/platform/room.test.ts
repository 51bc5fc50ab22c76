import { expect, it } from "vitest";
import { Room } from "../../workers/platform/room.ts";

const open = () => {
  const room = new Room(10);
  const inside: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const enter = (name: string, size: number) =>
    room
      .with(size, () => {
        inside.push(name);
        return new Promise<void>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve())));
      })
      .catch(() => undefined)
      .finally(() => inside.splice(inside.indexOf(name), 1));
  const leave = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { inside, enter, leave };
};

it("holds no more than there is room for, and lets what is small go past what waits", async () => {
  const { inside, enter, leave } = open();
  void enter("large", 8);
  void enter("second", 8);
  void enter("small", 2);
  expect(inside).toEqual(["large", "small"]);
  await leave("large");
  expect(inside).toEqual(["small", "second"]);
});

it("does alone what is larger than itself, and is free again after a failure", async () => {
  const { inside, enter, leave } = open();
  void enter("enormous", 100);
  void enter("small", 1);
  expect(inside).toEqual(["enormous"]);
  await leave("enormous", new Error("broken"));
  expect(inside).toEqual(["small"]);
});
