import type { TracingRequestState } from '#libs/cases';
import {
  sayOnPortal,
  type PortalCode,
  type PortalLanguage,
  type PortalSlotsOf,
  type SaidOnPortal,
} from '#libs/wording';

/** What the portal may know of a request: nothing of what was found, nor when. */
export interface PortalFacts {
  state: TracingRequestState;
  /** What a closed request ended with. */
  outcome?: string;
  /** Staff have asked the family a question, or to get in touch. Neither says what it is about. */
  questionAsked: boolean;
  talkAsked: boolean;
  /** A partner Society was asked for help. */
  partnerAsked: boolean;
  /**
   * The day of the last round of matching over all open requests of the deployment. The request's own last search would
   * stand still from the day somebody is found.
   */
  lastRound: string;
  /** After a withdrawal: how many had been told, and how many have confirmed that they deleted it. */
  told: number;
  confirmed: number;
}

type StatusCode = Extract<PortalCode, `portal.${string}`>;
export type PortalStatus = { [C in StatusCode]: { code: C; slots: PortalSlotsOf<C> } }[StatusCode];

/**
 * What a family reads where their request stands. From the search to the result everything reads the same, whether somebody
 * was found, refused, died or is still looked for; how a request ended is said only where the family took part in it.
 */
export function portalStatus(facts: PortalFacts): PortalStatus {
  switch (facts.state) {
    case 'pre-case':
    case 'submitted':
      return facts.questionAsked ? { code: 'portal.question', slots: {} } : { code: 'portal.received', slots: {} };
    case 'open':
    case 'enquirer-unreachable':
    case 'located':
    case 'result-ready':
    case 'result-approved':
    case 'result-delivered':
      if (facts.talkAsked || facts.state === 'enquirer-unreachable') return { code: 'portal.talk', slots: {} };
      if (facts.questionAsked) return { code: 'portal.question', slots: {} };
      if (facts.partnerAsked) return { code: 'portal.partner', slots: {} };
      return { code: 'portal.looking', slots: { month: `${facts.lastRound.slice(0, 7)}-01` } };
    case 'on-hold':
      return { code: 'portal.resting', slots: {} };
    case 'refused':
      // The reason, and where help can be found, are told by a person.
      return { code: 'portal.talk', slots: {} };
    case 'closed':
      if (facts.outcome === 'withdrawn')
        return { code: 'portal.withdrawn', slots: { confirmed: facts.confirmed, told: facts.told } };
      if (facts.outcome === 'contact-restored') return { code: 'portal.in-touch', slots: {} };
      return { code: 'portal.closed', slots: {} };
  }
}

/** The same in the family's language. */
export function portalText(facts: PortalFacts, language: PortalLanguage): SaidOnPortal {
  const { code, slots } = portalStatus(facts);
  return sayOnPortal(language, code, slots as never);
}
