import type { Cell, TableRows } from "../platform/archive/objectRows.ts";
import { toBase64Url } from "../platform/base64url.ts";
import type { Chance } from "../platform/clock.ts";
import type { Secrets } from "../platform/secrets.ts";
import type { UserRow } from "../platform/accounts.ts";

const columns = ["id", "email", "name", "password_hash", "email_verified_at", "created_at"];

const placeOfHash = (id: string) => ({ tenant: "platform", table: "users", column: "password_hash", id });

/**
 * The tenant's members. A person may work for other businesses with the same password, so its hash is nothing for whoever knows the
 * passphrase: it travels sealed with the installation's own master key.
 */
export const peopleAsRows = async (secrets: Pick<Secrets, "seal">, people: readonly UserRow[]): Promise<TableRows> => ({
  table: "users",
  columns,
  rows: await Promise.all(
    people.map(async (one): Promise<Cell[]> => {
      const sealed = await secrets.seal(placeOfHash(one.id), one.passwordHash);
      return [one.id, one.email, one.name, sealed, one.emailVerifiedAt, one.createdAt];
    }),
  ),
});

/** The members as this installation keeps them: where their hash doesn't open, they choose a new password by mail. */
export const peopleOfRows = (
  secrets: Pick<Secrets, "open">,
  chance: Pick<Chance, "bytes">,
  { rows }: Pick<TableRows, "rows">,
): Promise<UserRow[]> =>
  Promise.all(
    rows.map(async ([id, email, name, sealed, emailVerifiedAt, createdAt]) => ({
      id: String(id),
      email: String(email),
      name: String(name),
      passwordHash: await secrets.open(placeOfHash(String(id)), String(sealed)).catch(() => nobodysHash(chance)),
      emailVerifiedAt: typeof emailVerifiedAt === "number" ? emailVerifiedAt : null,
      createdAt: Number(createdAt),
    })),
  );

/** The hash of no password: as long as one, and made by chance. */
const nobodysHash = (chance: Pick<Chance, "bytes">): string =>
  ["scrypt", 2 ** 14, 8, 5, toBase64Url(chance.bytes(16)), toBase64Url(chance.bytes(32))].join("$");
