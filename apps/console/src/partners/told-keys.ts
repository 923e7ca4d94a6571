import type { OwnKeys, PartnerKeyInput } from '../api/exchange-types.js';

/**
 * The public keys as a partner tells them: JWK of RFC 8037 with `use`, `from` and `until`, alone in a list or under `keys`,
 * as in a capability document.
 * @returns undefined where the text holds no such keys
 */
export function keysToldIn(text: string): PartnerKeyInput[] | undefined {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list: unknown = isRecord(told) && !Array.isArray(told) ? told['keys'] : told;
  if (!Array.isArray(list) || list.length < 2) return undefined;
  const keys = list.map(keyOf);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function keyOf(told: unknown): PartnerKeyInput | undefined {
  if (!isRecord(told)) return undefined;
  const { use, x, from, until } = told;
  if ((use !== 'sign' && use !== 'seal') || typeof x !== 'string') return undefined;
  if (typeof from !== 'number' || typeof until !== 'number') return undefined;
  return { use, x, from, until };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Our own keys as partners read them: what `keysToldIn` understands on the other side. */
export function toldAs({ keys }: Pick<OwnKeys, 'keys'>): string {
  const jwks = keys.map(({ kid, use, x, from, until }) => ({
    kty: 'OKP',
    crv: use === 'sign' ? 'Ed25519' : 'X25519',
    x,
    kid,
    use,
    from: Date.parse(from) / 1_000,
    until: Date.parse(until) / 1_000,
  }));
  return JSON.stringify({ keys: jwks }, null, 2);
}
