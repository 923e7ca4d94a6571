import { AuditTrail, UnitOfWork } from '#libs/database';
import type { Clock } from '#libs/kernel';
import type { OwnKeys } from '../own-keys.js';
import {
  CONTENT_TYPE,
  ExchangeRefused,
  LARGEST_BODY,
  MESSAGES,
  readRequest,
  signCapability,
  UNIFORM_REFUSAL,
  VERSION,
  type IncomingRequest,
  type MessageName,
  type ReadRequest,
} from '../protocol/index.js';
import type { TrustRegistry } from '../registry/trust-registry.js';
import { secondsOf } from '../seconds.js';
import { Intake, type Arrival } from './intake.js';
import type { Refusals } from './refusals.js';
import { Together } from './together.js';

/** Below the origin that partners are told. */
export const MESSAGES_PATH = '/exchange/v1/messages';

export interface GatewayAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The same message id came with other bytes before: whose fault it is has to be found out by people. */
export const CONFLICT: GatewayAnswer = {
  status: 409,
  headers: UNIFORM_REFUSAL.headers,
  body: '{"type":"about:blank","title":"Conflict","status":409,"code":"exchange.conflict"}',
};

/** So many are taken in one transaction. */
const MOST_TOGETHER = 32;
const GATHER_MS = 10;

/**
 * Takes what partners send: checks it, puts it into the inbox, sealed as it came, and gives the receipt of the machine. It acts
 * upon nothing, and tells everybody the same.
 */
export class Gateway {
  private readonly targetUri: string;
  private readonly together: Together<ReadRequest, Arrival>;

  /** @param origin that partners were told */
  constructor(
    unitOfWork: UnitOfWork,
    registry: TrustRegistry,
    trail: AuditTrail,
    private readonly keys: OwnKeys,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    origin: string,
  ) {
    this.targetUri = `${origin}${MESSAGES_PATH}`;
    const intake = new Intake(unitOfWork, registry, trail, keys, this.targetUri);
    this.together = new Together((reads) => intake.takeAll(reads), MOST_TOGETHER, GATHER_MS);
  }

  /** The answer to whoever sent this; only a failure of ours is thrown. */
  async answer(request: IncomingRequest): Promise<GatewayAnswer> {
    try {
      const arrival = await this.together.take(readRequest(request, this.targetUri));
      if ('receipt' in arrival) return accepted(arrival.receipt);
      if ('conflict' in arrival) return CONFLICT;
      this.refusals.note(arrival.refused, arrival.partnerId);
    } catch (error) {
      if (!(error instanceof ExchangeRefused)) throw error;
      this.refusals.note(error.reason, null);
    }
    return UNIFORM_REFUSAL;
  }

  /** What this Society tells of its exchange, signed. @throws NoKeyOfOurs */
  capability(): Promise<string> {
    const now = secondsOf(this.clock.now());
    return signCapability(
      {
        v: VERSION,
        iss: this.keys.society,
        iat: now,
        messages: this.targetUri,
        types: Object.keys(MESSAGES) as MessageName[],
        largestBody: LARGEST_BODY,
        keys: this.keys.told(now),
      },
      this.keys.signing(now),
    );
  }
}

function accepted(receipt: string): GatewayAnswer {
  return { status: 202, headers: { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' }, body: receipt };
}
