import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { RelinkError } from '#libs/kernel';
import type { OutgoingRequest } from '../protocol/index.js';
import { isPartnersAddress, partnersOrigin } from './address.js';

/** Where it leads, no partner is, or nobody answered as a partner does. Nothing was told to whoever is there. */
export class PartnerNotReached extends RelinkError {
  readonly code = 'partners.not-reached';
  readonly kind = 'unavailable';

  constructor(readonly because: 'not-allowed' | 'address' | 'redirect' | 'too-large' | 'time' | 'connection') {
    super('The partner could not be reached. Relink tries again by itself; the liaison officer can ask the partner.');
  }
}

export interface PartnerAnswer {
  status: number;
  body: string;
}

interface Limits {
  /** For the whole exchange of words. Milliseconds. */
  time: number;
  bytes: number;
}
const LIMITS: Limits = { time: 20_000, bytes: 65_536 };

export interface ConnectionOptions {
  /** The origins of the partners that are paired: nobody else is called. */
  allowed: readonly string[];
  demo: boolean;
  lookup?: (name: string) => Promise<readonly string[]>;
  limits?: Partial<Limits>;
}

/**
 * Sends one request to one partner. Its name is resolved once, all that comes of it has to be public, and the connection goes
 * to that very address: a name that means something else a moment later means nothing to it. Redirects are answers like any
 * other, and refused. No proxy of the environment is asked.
 * @throws PartnerNotReached
 */
export async function callPartner(
  { method, url, headers, body }: OutgoingRequest,
  { allowed, demo, lookup = resolve, limits }: ConnectionOptions,
): Promise<PartnerAnswer> {
  const origin = partnersOrigin(url, { demo });
  if (origin === undefined || !allowed.includes(origin)) throw new PartnerNotReached('not-allowed');
  const target = new URL(url);
  const address = await addressOf(target.hostname.replace(/^\[(.*)\]$/, '$1'), lookup, demo);
  const { time, bytes } = { ...LIMITS, ...limits };

  return new Promise<PartnerAnswer>((settle, refuse) => {
    const fail = (because: PartnerNotReached['because']) => {
      refuse(new PartnerNotReached(because));
      request.destroy();
    };
    const open = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(
      target,
      {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false,
        maxHeaderSize: 16_384,
        // The certificate is checked for the name; the way goes to the address.
        lookup: (_, options, found) => {
          const family = address.includes(':') ? 6 : 4;
          if (options.all) found(null, [{ address, family }]);
          else found(null, address, family);
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400) return fail('redirect');
        const pieces: Buffer[] = [];
        let length = 0;
        response.on('data', (piece: Buffer) => {
          length += piece.length;
          if (length > bytes) fail('too-large');
          else pieces.push(piece);
        });
        response.on('end', () => settle({ status, body: Buffer.concat(pieces).toString('utf8') }));
        response.on('error', () => fail('connection'));
      },
    );
    const timer = setTimeout(() => fail('time'), time);
    request.on('error', () => fail('connection'));
    request.on('close', () => {
      clearTimeout(timer);
      refuse(new PartnerNotReached('connection'));
    });
    request.end(body);
  });
}

async function addressOf(
  name: string,
  lookup: NonNullable<ConnectionOptions['lookup']>,
  demo: boolean,
): Promise<string> {
  const addresses = await lookup(name).catch(() => []);
  // One that is not public among others is no slip: nobody has a partner at home and abroad.
  if (addresses.length === 0 || !addresses.every((one) => isPartnersAddress(one, { demo })))
    throw new PartnerNotReached('address');
  return addresses[0]!;
}

async function resolve(name: string): Promise<string[]> {
  return (await systemLookup(name, { all: true })).map(({ address }) => address);
}
