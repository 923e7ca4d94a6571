import { newId, type PersonId } from '#libs/kernel';
import { tracingRequestWorkflow } from '#libs/cases';
import { LANGUAGES, PORTAL_LANGUAGES, say, SLOTS, type Language } from '#libs/wording';
import { fieldsToShare, letter, notice, spoken } from './outputs.js';
import { portalStatus, portalText, type PortalFacts } from './portal-status.js';
import { isNewsOfDeath, resultOf, TEMPLATES, timingOf, type Sentence } from './result-of.js';
import { CONTACT_WISHES, TELL, TO_WHOM, type Found, type Knowledge, type Occasion, type Wishes } from './wishes.js';

const ENQUIRER = newId<'person'>();
const SOMEBODY_ELSE = newId<'person'>();
const TODAY = '2026-11-21';
const SOUGHT = 'Amina Warsame';
const PLACE = 'Kakuma, block seven';
const PHONE = '+999 555 0142';
const POSTAL = 'PO Box 77, Kakuma';
const KNOWN: Knowledge = {
  place: PLACE,
  contacts: [
    { kind: 'phone', value: PHONE },
    { kind: 'post', value: POSTAL },
  ],
};
const occasion: Occasion = { enquirerId: ENQUIRER, today: TODAY };

/** Every combination there is: 2 × 2 × 3 wishes, to whom (all, this enquirer, another, nobody), until when (4). */
const EVERY_WISH: readonly Wishes[] = TELL.flatMap((fate) =>
  TELL.flatMap((place) =>
    CONTACT_WISHES.flatMap((contact) =>
      TO_WHOM.flatMap((toWhom) =>
        (toWhom === 'all-enquirers' ? [[]] : [[ENQUIRER], [SOMEBODY_ELSE], []]).flatMap((enquirers: PersonId[]) =>
          [undefined, '2026-11-20', TODAY, '2027-01-01'].map((until) => ({
            fate,
            place,
            contact,
            toWhom,
            enquirers,
            ...(until && { until }),
          })),
        ),
      ),
    ),
  ),
);
const alive = (wishes: Wishes): Found => ({ kind: 'alive', wishes, known: KNOWN });

/** The rule once more, written in another way: what may be told at all. */
function mayTell({ fate, place, contact, toWhom, enquirers, until }: Wishes) {
  const reached = toWhom === 'all-enquirers' || enquirers.indexOf(ENQUIRER) >= 0;
  const inTime = until === undefined || until >= TODAY;
  const yes = fate === 'tell' && reached && inTime;
  return {
    fate: yes,
    place: yes && place === 'tell',
    phone: yes && contact === 'give',
    postal: yes && contact === 'give' && place === 'tell',
    messages: yes && contact === 'pass-messages',
  };
}

/** Everything that leaves Relink for this enquirer, as one text. */
function everyOutput(found: Found, language: Language): string {
  const { sentence } = resultOf(found, occasion, SOUGHT);
  return JSON.stringify({
    sentence,
    spoken: spoken([sentence], language),
    letter: letter([sentence], language),
    notice: notice([sentence], language),
    shared: fieldsToShare(found, occasion),
  });
}

describe('rule 1: every combination of wishes, in every language', () => {
  it(`are ${EVERY_WISH.length} combinations, none of them twice`, () => {
    expect(EVERY_WISH).toHaveLength(2 * 2 * 3 * (1 + 3) * 4);
    expect(new Set(EVERY_WISH.map((wishes) => JSON.stringify(wishes))).size).toBe(EVERY_WISH.length);
  });

  it.each(LANGUAGES)('tells in %s exactly what may be told', (language) => {
    for (const wishes of EVERY_WISH) {
      const [may, out] = [mayTell(wishes), everyOutput(alive(wishes), language)];
      expect({
        wishes,
        place: out.includes(PLACE),
        phone: out.includes(PHONE),
        postal: out.includes(POSTAL),
        alive: out.includes('"fate":"alive"'),
        messages: out.includes('"passMessages":true'),
      }).toEqual({
        wishes,
        place: may.place,
        phone: may.phone,
        postal: may.postal,
        alive: may.fate,
        messages: may.messages,
      });
      // "Kakuma" stands in the postal address too.
      if (!may.place) expect(out).not.toContain('Kakuma');
    }
  });

  it.each(LANGUAGES)(
    'rule 2: who does not want to be found and who was not found get the same bytes in %s',
    (language) => {
      const notLocated = everyOutput({ kind: 'not-located' }, language);
      const silent = EVERY_WISH.filter((wishes) => !mayTell(wishes).fate);
      expect(silent.length).toBeGreaterThan(100);
      for (const wishes of silent) expect(everyOutput(alive(wishes), language)).toBe(notLocated);
    },
  );

  it('rule 2: and the same timing', () => {
    const silent = resultOf({ kind: 'not-located' }, occasion, SOUGHT).sentence;
    for (const wishes of EVERY_WISH) {
      const timing = timingOf([resultOf(alive(wishes), occasion, SOUGHT).sentence]);
      expect(timing).toBe(mayTell(wishes).fate ? 'promptly' : timingOf([silent]));
    }
    expect(timingOf([silent])).toBe('with-regular-contact');
  });

  it('asks for a permit for each thing that is told, and for nothing else', () => {
    for (const wishes of EVERY_WISH) {
      const may = mayTell(wishes);
      expect(new Set(resultOf(alive(wishes), occasion, SOUGHT).purposes)).toEqual(
        new Set([
          ...(may.fate ? ['tell-fate'] : []),
          ...(may.place ? ['tell-place'] : []),
          ...(may.phone ? ['give-contact'] : []),
          ...(may.messages ? ['pass-message'] : []),
        ]),
      );
    }
  });

  it('uses every template there is, each with its own slots only', () => {
    const used = new Set<string>();
    for (const found of [...EVERY_WISH.map(alive), { kind: 'not-located' } as const, { kind: 'died' } as const]) {
      const { template, slots } = resultOf(found, occasion, SOUGHT).sentence;
      used.add(template);
      expect(Object.keys(slots).sort()).toEqual(Object.keys(SLOTS[template]).sort());
    }
    expect(used).toEqual(new Set(TEMPLATES));
  });

  it('cannot even be written down with more than its template says', () => {
    // @ts-expect-error: a sentence that tells the fate alone has no place for a place
    const withPlace: Sentence = { template: 'result.fate', slots: { sought: SOUGHT, place: PLACE } };
    // @ts-expect-error: nor one that has no news for a way to get in touch
    const withContact: Sentence = { template: 'result.no-news', slots: { sought: SOUGHT, contacts: PHONE } };
    for (const { template, slots } of [withPlace, withContact])
      expect(say('en', template, slots as never)).not.toMatch(new RegExp(`Kakuma|${PHONE.slice(1)}`));
  });

  it('says no more than is known: a wish alone makes up neither a place nor a contact', () => {
    for (const wishes of EVERY_WISH) {
      const { template } = resultOf({ kind: 'alive', wishes, known: {} }, occasion, SOUGHT).sentence;
      expect(template).not.toMatch(/place|contact/);
    }
  });
});

describe('rule 11: news of death', () => {
  const { sentence } = resultOf({ kind: 'died' }, occasion, SOUGHT);

  it.each(LANGUAGES)('is in %s for the one who tells it in person; paper and notice say nothing', (language) => {
    expect(isNewsOfDeath([sentence])).toBe(true);
    const news = spoken([sentence], language)[0]!;
    const other = resultOf(alive(EVERY_WISH[0]!), occasion, SOUGHT).sentence;
    expect(notice([sentence], language)).toEqual(notice([other], language));
    for (const sentences of [[sentence], [other, sentence]]) {
      const paper = JSON.stringify(letter(sentences, language));
      expect(paper).not.toContain(news);
      expect(paper).not.toContain(SOUGHT);
    }
    expect(fieldsToShare({ kind: 'died' }, occasion)).toEqual({});
  });
});

describe('rule 2: where the request stands, as the family reads it', () => {
  const flags = [false, true];
  const everyFact = flags.flatMap((questionAsked) =>
    flags.flatMap((talkAsked) =>
      flags.flatMap((partnerAsked) =>
        ['2026-10-31', '2026-11-03'].map((lastRound) => ({
          questionAsked,
          talkAsked,
          partnerAsked,
          lastRound,
          told: 2,
          confirmed: 1,
        })),
      ),
    ),
  );
  const FOUND = ['located', 'result-ready', 'result-approved', 'result-delivered'] as const;
  const OUTCOMES = [
    'fate-told-only',
    'nothing-can-be-passed-on',
    'died',
    'in-detention-family-informed',
    'not-located',
    'enquirer-unreachable',
    'outside-criteria',
    'duplicate',
    'resolved-by-the-family',
  ];

  it.each(PORTAL_LANGUAGES)('reads the same in %s from the search to the result delivered', (language) => {
    for (const facts of everyFact)
      for (const state of FOUND)
        expect(portalText({ ...facts, state }, language)).toEqual(portalText({ ...facts, state: 'open' }, language));
  });

  it('reads the same however it was closed, save by the family itself', () => {
    for (const facts of everyFact) {
      const closed = (outcome: string): PortalFacts => ({ ...facts, state: 'closed', outcome });
      for (const outcome of OUTCOMES)
        expect(portalStatus(closed(outcome))).toEqual({ code: 'portal.closed', slots: {} });
      expect(portalStatus(closed('contact-restored')).code).toBe('portal.in-touch');
      expect(portalStatus(closed('withdrawn'))).toEqual({
        code: 'portal.withdrawn',
        slots: { confirmed: 1, told: 2 },
      });
    }
  });

  it('has words for every state, and moves the month on with the work of all', () => {
    const [facts] = everyFact;
    for (const state of tracingRequestWorkflow.states) expect(portalText({ ...facts!, state }, 'en').text).not.toBe('');
    expect(portalStatus({ ...facts!, state: 'located' })).toEqual({
      code: 'portal.looking',
      slots: { month: '2026-10-01' },
    });
  });
});
