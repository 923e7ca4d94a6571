import type { GIVEN_HOW } from '#libs/consent';
import type { AccountId } from '#libs/kernel';
import type { Knowledge, Wishes } from './wishes.js';

/** Documents that the news of a death may rest on. Hearsay is none of them. */
export const DEATH_DOCUMENTS = [
  'death-certificate',
  'official-notification',
  'forensic-report',
  'hospital-record',
  'burial-record',
  'court-decision',
] as const;
export type DeathDocument = (typeof DEATH_DOCUMENTS)[number];

export const WISHES_GIVEN = [
  'spoken',
  'signed',
  'thumbprint',
  'witnessed',
] as const satisfies readonly (typeof GIVEN_HOW)[number][];

/** How somebody was asked. */
export interface Asking {
  /** `YYYY-MM-DD`. */
  on: string;
  /** The one who asked. */
  by: AccountId;
  /** BCP 47. */
  language: string;
  interpreter: boolean;
  given: (typeof WISHES_GIVEN)[number];
}

/** For a child, two people stand by: who cares for it, and a child protection specialist. */
export interface StoodBy {
  caregiver: string;
  specialistId: AccountId;
}

/** What is sealed, under the person's own key, of one answer. */
export type Answer =
  | {
      kind: 'wishes';
      wishes: Wishes;
      known: Knowledge;
      asked: Asking;
      stoodBy?: StoodBy;
      /** In the person's own words. */
      words?: string;
    }
  | {
      kind: 'died';
      document: { kind: DeathDocument; reference: string; issuedBy: string; issuedOn?: string };
      note?: string;
    };

/** How and where the enquirer was told. */
export const DELIVERY_MODES = ['in-person', 'by-phone', 'by-video', 'by-letter', 'with-regular-contact'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

export interface Delivery {
  how: DeliveryMode;
  where: string;
  /** `YYYY-MM-DD`. */
  on: string;
  /** What was offered, and what the enquirer took up. */
  supportOffered: string;
}
