import '#server-only';
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Turns } from '#lib/turns.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

type Cost = { N: number; r: number; p: number };
/** Threats.md A-04: about a quarter of a second and 128 MiB. */
const usualCost: Cost = { N: 2 ** 17, r: 8, p: 1 };
const hashBytes = 32;

export type Passwords = {
  /** @returns `scrypt$N$r$p$salt$hash`, the last two in base64url */
  hash(password: string): Promise<string>;
  /** Costs the same for a user who does not exist. @param stored of that user; undefined for nobody, empty for who has none yet */
  verify(password: string, stored: string | undefined): Promise<boolean>;
};

/**
 * @param turns one hash at a time: eight at once would take a gigabyte
 * @param cost only in tests
 */
export function makePasswords(turns: Turns, cost = usualCost): Passwords {
  const run = (password: string, salt: Buffer, { N, r, p }: Cost) =>
    // Node refuses what needs more than 32 MiB unless told otherwise; the algorithm needs 128 · N · r bytes and a little.
    turns.run(() => derive(password.normalize('NFC'), salt, hashBytes, { N, r, p, maxmem: 128 * N * r + 1024 * 1024 }));
  const hash = async (password: string) => {
    const salt = randomBytes(16);
    const made = await run(password, salt, cost);
    return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), made.toString('base64url')].join('$');
  };
  const nobody = [
    'scrypt',
    cost.N,
    cost.r,
    cost.p,
    randomBytes(16).toString('base64url'),
    randomBytes(hashBytes).toString('base64url'),
  ].join('$');
  return {
    hash,
    async verify(password, stored) {
      const [, N, r, p, salt = '', wanted = ''] = (stored || nobody).split('$');
      const made = await run(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
      return timingSafeEqual(made, Buffer.from(wanted, 'base64url'));
    },
  };
}
