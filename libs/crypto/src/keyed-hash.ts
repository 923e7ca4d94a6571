/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of many short texts under one key, for search keys alone: each person has dozens, and Node's own
 * HMAC sets up an object for every one, which was a third of the time of indexing. Here the two blocks of the key are hashed once.
 * The result is that of `createHmac('sha256', key)`, bit by bit, as its spec checks.
 */
export class KeyedHash {
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;

  /** @param key 64 bytes at most */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK) throw new RangeError('A key of this hash has at most 64 bytes.');
    [this.#inner, this.#outer] = [stateAfter(key, 0x36), stateAfter(key, 0x5c)];
  }

  /**
   * The first 64 bits as a signed number.
   * @param length how many bytes of the message count; behind them it must have {@link PADDING} bytes of room, which are written over
   */
  first64(message: Uint8Array, length: number): bigint {
    state.set(this.#inner);
    hashRest(message, length);
    for (let at = 0; at < state.length; at++) writeWord(digest, 4 * at, state[at]!);
    state.set(this.#outer);
    hashRest(digest, 4 * state.length);
    return BigInt.asIntN(64, (BigInt(state[0]!) << 32n) | BigInt(state[1]! >>> 0));
  }
}

const BLOCK = 64;
/** What a message may grow by: its end mark, zeros and its length. */
export const PADDING = BLOCK + 8;

const ROUNDS = 64;
/** The first 32 bits of the fractions of the square roots of the first eight primes, and of the cube roots of the first 64. */
const START = Int32Array.from(primes(8), (prime) => fractionOf(Math.sqrt(prime)));
const ROUND = Int32Array.from(primes(ROUNDS), (prime) => fractionOf(Math.cbrt(prime)));

// one thread hashes one message at a time, from its first byte to its last
const state = new Int32Array(8);
const words = new Int32Array(ROUNDS);
const digest = new Uint8Array(32 + PADDING);

function stateAfter(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(BLOCK).fill(pad);
  for (const [at, byte] of key.entries()) block[at] = byte ^ pad;
  state.set(START);
  hashBlock(block, 0);
  return state.slice();
}

/** Hashes what follows the block of the key. */
function hashRest(message: Uint8Array, length: number): void {
  const end = Math.ceil((length + 9) / BLOCK) * BLOCK;
  message.fill(0, length, end);
  message[length] = 0x80;
  writeWord(message, end - 4, (BLOCK + length) * 8);
  for (let at = 0; at < end; at += BLOCK) hashBlock(message, at);
}

function hashBlock(block: Uint8Array, from: number): void {
  for (let i = 0; i < 16; i++) {
    const at = from + 4 * i;
    words[i] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!;
  }
  for (let i = 16; i < ROUNDS; i++) {
    const [x, y] = [words[i - 15]!, words[i - 2]!];
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    words[i] = words[i - 16]! + low + words[i - 7]! + high;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < ROUNDS; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUND[i]! + words[i]!) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** The 32 bits turned right. */
function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++)
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  return found;
}

function fractionOf(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}
