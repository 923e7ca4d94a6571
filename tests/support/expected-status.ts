import type { Role } from '#libs/kernel';
import type { Route } from './api-document.js';
import type { Cell } from './seeded-dossiers.js';
import type { SeededExchange } from './seeded-partners.js';
import { onTheCase, type ExchangeKind, type Rule } from './who-may-what.js';

/** One record of the matrix, as somebody asks for it. */
export interface Asked {
  id: string;
  cell?: Cell;
  visible: boolean;
  what: string;
  body?: object;
  /** Taking a match needs more than seeing it. */
  assigned: boolean;
}

/** The status that somebody of this role is answered with. */
export function expectedStatus(
  route: Route,
  rule: Rule & { roles: readonly Role[] },
  role: Role,
  { visible, assigned, cell }: Asked,
): number {
  if (!visible) return 404;
  if (!rule.roles.includes(role)) return 403;
  if ('onTheCase' in rule && rule.onTheCase && !onTheCase(role, cell!)) return 403;
  const status = 'status' in rule ? rule.status : undefined;
  if (status !== undefined) return typeof status === 'function' ? status(cell!) : status;
  return route.path.endsWith('/take') && !assigned ? 409 : 200;
}

/** Where the id of each record of the exchange stands. */
export const EXCHANGED = {
  enquiry: 'enquiryId',
  disclosure: 'disclosureId',
  recall: 'recallId',
  'partner-record': 'recordId',
  'partner-file': 'fileId',
  'partner-enquiry': 'partnerEnquiryId',
  'enquiry-finding': 'findingId',
} as const satisfies Record<ExchangeKind, keyof SeededExchange>;

export function isOfExchange(about: Rule['about']): about is ExchangeKind {
  return about in EXCHANGED;
}
