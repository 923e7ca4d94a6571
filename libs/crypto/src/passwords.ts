import { hash, verify, type Options } from '@node-rs/argon2';

/** Argon2id at the OWASP Password Storage Cheat Sheet's recommended cost: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const COST = { timeCost: 2, parallelism: 1 };
const ARGON2ID = 2;

/** A hash that no password is known to fit, at the same cost as a real one. */
function nobody(memoryKib: number): string {
  return `$argon2id$v=19$m=${memoryKib},t=${COST.timeCost},p=${COST.parallelism}$${unpadded(16)}$${unpadded(32)}`;
}

/** The password as a PHC string with its own salt and cost. */
export function hashPassword(password: string, memoryKib: number = MEMORY_KIB): Promise<string> {
  const options: Options = { ...COST, memoryCost: memoryKib, algorithm: ARGON2ID };
  return hash(normalised(password), options);
}

/**
 * @param stored the account's hash; `undefined` for an unknown account, which takes the same time to say no
 */
export async function verifyPassword(
  stored: string | undefined,
  password: string,
  memoryKib: number = MEMORY_KIB,
): Promise<boolean> {
  const fits = await verify(stored ?? nobody(memoryKib), normalised(password));
  return fits && stored !== undefined;
}

/** One password typed on two keyboards may come as different code points (NIST SP 800-63B, 5.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

function unpadded(bytes: number): string {
  return Buffer.alloc(bytes, 0x5a).toString('base64').replace(/=+$/, '');
}
