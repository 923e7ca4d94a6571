import type { Clock } from '#libs/kernel';
import type { PartnerId, PartnerInput } from '#libs/partners';
import { Deployment } from './deployment.js';
import { nowInSeconds, pairWith } from './partner-society.js';

export interface TwoDeployments {
  a: Deployment;
  b: Deployment;
  /** B in the registry of A, and A in that of B. */
  bForA: PartnerId;
  aForB: PartnerId;
  stop(): Promise<void>;
}

/**
 * Two whole Societies, each with a database, keys and addresses of its own, paired by the verbs of their registries. They reach
 * each other over real HTTP.
 */
export async function twoDeployments({
  clock,
  agreed = {},
  port = 0,
}: {
  clock?: Clock;
  agreed?: Partial<PartnerInput>;
  /** Of B, where a browser comes to it. */
  port?: number;
} = {}): Promise<TwoDeployments> {
  const [a, b] = await Promise.all(
    ['NOR', 'KEN'].map((society) =>
      Deployment.start({
        exchange: true,
        environment: { RELINK_SOCIETY: society },
        ...(clock && { clock }),
        ...(society === 'KEN' && { port }),
      }),
    ),
  );
  const [bForA, aForB] = [await pair(a!, b!, agreed), await pair(b!, a!, agreed)];
  return { a: a!, b: b!, bForA, aForB, stop: async () => void (await Promise.all([a!.stop(), b!.stop()])) };
}

function pair(at: Deployment, other: Deployment, agreed: Partial<PartnerInput>): Promise<PartnerId> {
  const { society, exchangeOrigin: baseUrl } = other.settings;
  return pairWith(at, { society, baseUrl, keys: other.exchangeKeys.told(nowInSeconds()), ...agreed });
}
