import { BlockList, isIP } from 'node:net';

/**
 * Networks a partner is never in (IANA special-purpose registries, RFC 6890 and its successors): private, shared, local to a
 * link, documentation, benchmarks, multicast, reserved, and every form in which IPv6 hides an IPv4 address.
 */
const NOT_PUBLIC: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only what is given out as global unicast is public, without what has another meaning in there. */
const GLOBAL_UNICAST = ['2000::', 3] as const;
const NOT_GLOBAL: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, prefix] of NOT_PUBLIC) closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of NOT_GLOBAL) closed.addSubnet(network, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet(...GLOBAL_UNICAST, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Can a partner be reached at this address? Loopback only in the demonstration, where two Societies share a machine. */
export function isPartnersAddress(address: string, { demo }: { demo: boolean }): boolean {
  const family = isIP(address);
  // A zone (`fe80::1%eth0`) is local by its nature.
  if (family === 0 || address.includes('%')) return false;
  if (demo && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6')) return true;
  return family === 4
    ? !closed.check(address, 'ipv4')
    : global.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/**
 * The origin of a partner's address as it is told when the partner is proposed: https, a name and not a number, no user, no
 * query. In the demonstration a loopback address over http will do.
 * @returns undefined where it is no such address
 */
export function partnersOrigin(address: string, { demo }: { demo: boolean }): string | undefined {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, hostname, origin, username, password, search, hash } = new URL(address);
  if (username || password || search || hash || address.includes('\\')) return undefined;
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  const here =
    demo &&
    (bare === 'localhost' ||
      (isIP(bare) !== 0 && isPartnersAddress(bare, { demo }) && !isPartnersAddress(bare, { demo: false })));
  if (here) return origin;
  const named = isIP(bare) === 0 && /\.[a-z][a-z0-9-]*$/.test(bare) && !LOCAL_NAMES.test(bare);
  return protocol === 'https:' && named ? origin : undefined;
}

/** Names that mean this machine or this network (RFC 6761, 6762, 8375, 9476 and usage). */
const LOCAL_NAMES =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|alt|onion|test|invalid)$/;
