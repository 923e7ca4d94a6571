import { PROTECTION_FLAGS } from '#libs/people';
import { DATA_CATEGORIES } from './categories.js';
import type { PermitRefusal } from './consent.errors.js';
import { decide, type BasisFacts, type PersonFacts, type Use } from './decide.js';
import { isGuarded, RELEASABLE } from './protection.js';
import { PURPOSE_RULES, PURPOSES, type Purpose } from './purposes.js';
import { RECIPIENT_CLASSES } from './recipients.js';
import { readRestrictions, RESTRICTIONS } from './restrictions.js';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const TODAY = day(20);

const consent = (change: Partial<BasisFacts> = {}): BasisFacts => ({
  legalBasis: 'consent',
  purposes: [...PURPOSES],
  categories: null,
  recipients: ['partner', 'authority', 'service'],
  restrictions: [],
  restrictedInWords: false,
  validFrom: day(1),
  validUntil: null,
  givenAt: day(1),
  withdrawnAt: null,
  narrowed: {},
  ...change,
});
const nobodyAtRisk: PersonFacts = { flags: [], origins: [], releases: [] };
const use = (purpose: Purpose, more: Partial<Use> = {}): Use => ({ purpose, at: TODAY, ...more });

type Answer = PermitRefusal | number;
/** The refusal, or which of the bases covers. */
function answer(bases: BasisFacts[], asked: Use, person: Partial<PersonFacts> = {}): Answer {
  const got = decide(bases, asked, { ...nobodyAtRisk, ...person });
  return typeof got === 'string' ? got : bases.indexOf(got);
}

describe('A use of a person’s data', () => {
  it.each(PURPOSES)('for "%s" is covered where it was agreed, and only then', (purpose) => {
    expect(answer([consent()], use(purpose))).toBe(0);
    expect(answer([], use(purpose))).toBe('no-basis');
    const others = PURPOSES.filter((one) => one !== purpose);
    expect(answer([consent({ purposes: others })], use(purpose))).toBe('purpose-not-covered');
  });

  it.each<[string, BasisFacts[], Use, Answer]>([
    ['before it begins', [consent({ validFrom: day(21) })], use('trace'), 'expired'],
    ['on the day it ends', [consent({ validUntil: day(20) })], use('trace'), 'expired'],
    ['the day before it ends', [consent({ validUntil: day(21) })], use('trace'), 0],
    ['where one basis ended and another stands', [consent({ validUntil: day(2) }), consent()], use('trace'), 1],
    ['that was withdrawn', [consent({ withdrawnAt: day(5) })], use('trace'), 'withdrawn'],
    [
      'that was withdrawn, on another basis from before',
      [consent({ withdrawnAt: day(5) }), consent({ legalBasis: 'public-interest' })],
      use('trace'),
      'withdrawn',
    ],
    [
      'given again after it was withdrawn',
      [consent({ withdrawnAt: day(5) }), consent({ givenAt: day(6) })],
      use('trace'),
      1,
    ],
    [
      'on a vital interest, whatever was withdrawn',
      [consent({ withdrawnAt: day(5) }), consent({ legalBasis: 'vital-interest' })],
      use('trace'),
      1,
    ],
    [
      'withdrawn for something else',
      [consent({ withdrawnAt: day(5), purposes: ['statistics'] }), consent({ purposes: ['trace'] })],
      use('trace'),
      1,
    ],
    [
      'taken out of the basis',
      [consent({ purposes: ['statistics'], narrowed: { trace: day(5).toISOString() } })],
      use('trace'),
      'withdrawn',
    ],
    [
      'taken out of one basis and in another from before',
      [consent({ purposes: ['statistics'], narrowed: { trace: day(5).toISOString() } }), consent()],
      use('trace'),
      'withdrawn',
    ],
    [
      'left in a basis from which something else was taken',
      [consent({ purposes: ['trace'], narrowed: { statistics: day(5).toISOString() } })],
      use('trace'),
      0,
    ],
  ])('%s', (_, bases, asked, expected) => {
    expect(answer(bases, asked)).toBe(expected);
  });

  it.each(['public-interest', 'legitimate-interest', 'legal-obligation', 'contract'] as const)(
    'by an authority is not covered by %s',
    (legalBasis) => {
      expect(answer([consent({ legalBasis })], use('share-with-authority'))).toBe('needs-own-consent');
      expect(answer([consent({ legalBasis })], use('publish-enquirer-photo'))).toBe('needs-own-consent');
    },
  );

  it('by an authority is covered by a vital interest, a publication is not', () => {
    const vital = consent({ legalBasis: 'vital-interest' });
    expect(answer([vital], use('share-with-authority'))).toBe(0);
    expect(answer([vital], use('publish-enquirer-photo'))).toBe('needs-own-consent');
  });
});

describe('The receiver', () => {
  const kenya = { class: 'partner', id: 'KEN', country: 'KE' } as const;

  it.each<[string, string[] | null, Answer]>([
    ['nobody is named', null, 'recipient-not-covered'],
    ['nobody is named', [], 'recipient-not-covered'],
    ['every partner is', ['partner'], 0],
    ['this partner is', ['partner:KEN'], 0],
    ['another partner is', ['partner:UGA'], 'recipient-not-covered'],
    ['services are', ['service'], 'recipient-not-covered'],
  ])('of what is shared with a named partner, where %s', (_, recipients, expected) => {
    expect(answer([consent({ recipients })], use('share-with-partner', { recipient: kenya }))).toBe(expected);
  });

  it('that is one of many has to be named by whoever asks, too', () => {
    const bases = [consent({ recipients: ['partner:KEN'] })];
    expect(answer(bases, use('share-with-partner'))).toBe('recipient-not-covered');
  });

  it('may be anyone of its class where the purpose asks for no names, unless the basis does', () => {
    expect(answer([consent({ recipients: null })], use('ask-partners-blindly', { recipient: kenya }))).toBe(0);
    const onlyUganda = consent({ recipients: ['partner:UGA'] });
    expect(answer([onlyUganda], use('ask-partners-blindly', { recipient: kenya }))).toBe('recipient-not-covered');
  });

  it.each(PURPOSES.flatMap((purpose) => RECIPIENT_CLASSES.map((one) => [purpose, one] as const)))(
    'for "%s" can be %s only where the purpose reaches them',
    (purpose, one) => {
      const bases = [consent({ recipients: [...RECIPIENT_CLASSES] })];
      const reached = PURPOSE_RULES[purpose].recipients.includes(one);
      expect(answer(bases, use(purpose, { recipient: { class: one } }))).toBe(reached ? 0 : 'recipient-not-covered');
    },
  );
});

describe('The categories of data', () => {
  it('are all but the sensitive ones where the basis names none', () => {
    const covered = DATA_CATEGORIES.filter(
      (category) => answer([consent()], use('trace', { categories: [category] })) === 0,
    );
    expect(DATA_CATEGORIES.filter((category) => !covered.includes(category))).toEqual([
      'photo',
      'health',
      'detention',
      'protection',
    ]);
  });

  it('are exactly those the basis names', () => {
    const bases = [consent({ categories: ['identity', 'health'] })];
    expect(answer(bases, use('trace', { categories: ['health', 'identity'] }))).toBe(0);
    expect(answer(bases, use('trace', { categories: ['identity', 'contact'] }))).toBe('category-not-covered');
  });
});

describe('A restriction', () => {
  it.each<[string, Purpose, Partial<Use>, Answer]>([
    ['not-to-authorities', 'share-with-authority', {}, 'restricted'],
    ['not-to-authorities', 'share-with-partner', {}, 0],
    ['not-to-partners', 'share-with-partner', {}, 'restricted'],
    ['not-to-partners', 'ask-partners-blindly', {}, 'restricted'],
    ['not-to-partners', 'share-with-icrc', {}, 'restricted'],
    ['not-to-partners', 'refer', {}, 0],
    ['not-to-icrc', 'share-with-icrc', {}, 'restricted'],
    ['not-to-icrc', 'share-with-partner', {}, 0],
    ['not-to-services', 'refer', {}, 'restricted'],
    ['not-to-other-family', 'tell-place', { recipient: { class: 'family' } }, 'restricted'],
    ['not-to-other-family', 'tell-place', {}, 0],
    ['no-publication', 'publish-enquirer-photo', {}, 'restricted'],
    ['not-across-borders', 'share-with-partner', {}, 'restricted'],
    ['not-across-borders', 'share-with-icrc', {}, 'restricted'],
    ['not-across-borders', 'trace', {}, 0],
    ['not-to-partner:KEN', 'share-with-partner', { recipient: { class: 'partner', id: 'KEN' } }, 'restricted'],
    ['not-to-partner:KEN', 'share-with-partner', { recipient: { class: 'partner', id: 'UGA' } }, 0],
    ['not-to-partner:KEN', 'ask-partners-blindly', {}, 'restricted'],
    [
      'not-to-authority:border',
      'share-with-authority',
      { recipient: { class: 'authority', id: 'border' } },
      'restricted',
    ],
    ['not-to-authority:border', 'share-with-authority', { recipient: { class: 'authority', id: 'court' } }, 0],
    ['not-to-organisation:aid-1', 'refer', { recipient: { class: 'service', id: 'aid-1' } }, 'restricted'],
    ['not-to-organisation:aid-1', 'refer', { recipient: { class: 'service', id: 'aid-2' } }, 0],
    ['not-to-country:SO', 'share-with-partner', { recipient: { class: 'partner', country: 'SO' } }, 'restricted'],
    ['not-to-country:SO', 'share-with-partner', { recipient: { class: 'partner', country: 'KE' } }, 0],
    ['not-to-country:SO', 'share-with-partner', {}, 'restricted'],
    [
      'not-to-country-of-origin',
      'share-with-partner',
      { recipient: { class: 'partner', country: 'ER' } },
      'restricted',
    ],
    ['not-to-country-of-origin', 'share-with-partner', { recipient: { class: 'partner', country: 'KE' } }, 0],
    ['not-to-country-of-origin', 'share-with-partner', {}, 'restricted'],
    ['not-to-country-of-origin', 'tell-fate', {}, 0],
    ['not-to-the-moon', 'share-with-partner', {}, 'restricted'],
    ['not-to-the-moon', 'trace', {}, 0],
  ])('%s: "%s" with %j', (restriction, purpose, more, expected) => {
    const bases = [consent({ restrictions: [restriction] })];
    expect(answer(bases, use(purpose, more), { origins: ['ER'] })).toBe(expected);
  });

  it('holds for every basis of the person, also where it was set with one that was withdrawn', () => {
    const withdrawn = consent({ restrictions: ['not-to-icrc'], withdrawnAt: day(3), purposes: ['statistics'] });
    expect(answer([consent(), withdrawn], use('share-with-icrc'))).toBe('restricted');
  });

  it('in words has to be read before anything leaves the Society', () => {
    const bases = [consent({ restrictedInWords: true })];
    for (const purpose of PURPOSES) {
      const outward = !['own-society', 'enquirer', 'family'].includes(PURPOSE_RULES[purpose].recipients[0]!);
      expect(answer(bases, use(purpose))).toBe(outward ? 'restricted-in-words' : 0);
      expect(answer(bases, use(purpose, { restrictionsRead: true }))).toBe(0);
    }
  });

  it('is a code where it is one of the list, and words where it is anything else', () => {
    const stated = [
      ...RESTRICTIONS,
      'not-to-partner:KEN',
      'Not to my uncle',
      'not-to-partner:',
      'not-to-partner:my uncle',
    ];
    expect(readRestrictions(stated)).toEqual({
      codes: [...RESTRICTIONS, 'not-to-partner:KEN'],
      words: ['Not to my uncle', 'not-to-partner:', 'not-to-partner:my uncle'],
    });
  });
});

describe('A protection flag', () => {
  const guarded = PURPOSES.filter(isGuarded);

  it('closes publication, sharing across borders, blind search and authorities', () => {
    expect(guarded).toEqual([
      'ask-partners-blindly',
      'share-with-partner',
      'share-with-icrc',
      'share-with-authority',
      'publish-enquirer-photo',
    ]);
  });

  it.each(PROTECTION_FLAGS.flatMap((flag) => PURPOSES.map((purpose) => [flag, purpose] as const)))(
    '%s: "%s"',
    (flag, purpose) => {
      const held = guarded.includes(purpose);
      expect(answer([consent()], use(purpose), { flags: [flag] })).toBe(held ? 'protection-flag' : 0);
    },
  );

  it.each(RELEASABLE)(
    'lets "%s" through where a specialist released it, as long as that lasts and nothing is new',
    (purpose) => {
      const release = { purpose, flags: ['child'] as const, validUntil: day(21) };
      const asked = use(purpose);
      expect(answer([consent()], asked, { flags: ['child'], releases: [release] })).toBe(0);
      const elsewhere = RELEASABLE.find((one) => one !== purpose)!;
      const cases: Partial<PersonFacts>[] = [
        { flags: ['child', 'trafficking-risk'], releases: [release] },
        { flags: ['child'], releases: [{ ...release, validUntil: TODAY }] },
        { flags: ['child'], releases: [{ ...release, purpose: elsewhere }] },
      ];
      for (const person of cases) expect(answer([consent()], asked, person)).toBe('protection-flag');
    },
  );

  it('of someone persecuted or a witness is never released for authorities, and none for publication', () => {
    const releases = PURPOSES.map((purpose) => ({ purpose, flags: PROTECTION_FLAGS, validUntil: day(30) }));
    for (const flag of PROTECTION_FLAGS) {
      const facts = { flags: [flag], releases };
      expect(answer([consent()], use('publish-enquirer-photo'), facts)).toBe('protection-flag');
      const never = flag === 'persecution-risk' || flag === 'witness';
      expect(answer([consent()], use('share-with-authority'), facts)).toBe(never ? 'protection-flag' : 0);
    }
  });
});
