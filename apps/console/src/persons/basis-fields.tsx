import { GIVEN_BY, GIVEN_HOW, LEGAL_BASES, PURPOSES, type Purpose } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Checks, Radios } from '../ui/choices.js';
import { Select, TextArea, TextField } from '../ui/field.js';
import type { BasisDraft } from './draft.js';

/** What people most often do not want; sent as codes, so that every output can be held back by them. */
const RESTRICTIONS = [
  'not-to-authorities',
  'not-to-country-of-origin',
  'not-to-partners',
  'not-to-other-family',
] as const;

const isListed = (restriction: string) => RESTRICTIONS.some((one) => one === restriction);

interface BasisProps {
  basis: BasisDraft;
  path: string;
  /** Nobody could ask the person: consent is not offered and "not asked" is fixed. */
  notAsked?: boolean;
  onChange: (basis: BasisDraft) => void;
}

const OWN_PURPOSES: readonly Purpose[] = PURPOSES;
/** What can be decided about somebody who has not been asked; the rest waits for their own wishes. */
const PURPOSES_OF_NOT_ASKED: readonly Purpose[] = [
  'trace',
  'match-within-society',
  'ask-partners-blindly',
  'share-with-partner',
  'share-with-icrc',
  'statistics',
];

/** Why we may use one person's data, and for what. Nothing is chosen beforehand. */
export function BasisFields({ basis, path, notAsked, onChange }: BasisProps) {
  const say = useTexts();
  const set = (change: Partial<BasisDraft>) => onChange({ ...basis, ...change });
  const bases = notAsked ? LEGAL_BASES.filter((one) => one !== 'consent') : LEGAL_BASES;
  return (
    <>
      <Radios
        legend={say('basis.legal-basis')}
        hint={notAsked ? say('basis.not-asked-hint') : undefined}
        path={`${path}.legalBasis`}
        layout="grid"
        value={basis.legalBasis}
        options={bases}
        nameOf={(one) => say(`legal-basis.${one}`)}
        noteOf={(one) => say(`legal-basis-note.${one}`)}
        onChange={(legalBasis) => set({ legalBasis })}
      />
      <Checks
        legend={say('basis.purposes')}
        path={`${path}.purposes`}
        layout="grid"
        value={basis.purposes}
        options={notAsked ? PURPOSES_OF_NOT_ASKED : OWN_PURPOSES}
        nameOf={(one) => say(`purpose.${one}`)}
        onChange={(purposes) => set({ purposes })}
      />
      {!notAsked && (
        <div className="fields-row">
          <Select
            label={say('basis.given-by')}
            path={`${path}.givenBy`}
            value={basis.givenBy}
            options={GIVEN_BY}
            nameOf={(one) => say(`given-by.${one}`)}
            onChange={(givenBy) => set({ givenBy })}
          />
          <Select
            label={say('basis.how')}
            path={`${path}.how`}
            value={basis.how}
            options={GIVEN_HOW}
            nameOf={(one) => say(`given-how.${one}`)}
            onChange={(how) => set({ how })}
          />
          <TextField
            label={say('basis.valid-until')}
            path={`${path}.validUntil`}
            type="date"
            value={basis.validUntil}
            onChange={(validUntil) => set({ validUntil })}
          />
        </div>
      )}
      <Checks
        legend={say('basis.restrictions')}
        path={`${path}.restrictions`}
        layout="grid"
        value={RESTRICTIONS.filter((one) => basis.restrictions.includes(one))}
        options={RESTRICTIONS}
        nameOf={(one) => say(`restriction.${one}`)}
        // Restrictions in the person's own words, recorded elsewhere, stay.
        onChange={(chosen) => set({ restrictions: [...basis.restrictions.filter((one) => !isListed(one)), ...chosen] })}
      />
      <TextArea
        label={say('basis.rationale')}
        hint={say(notAsked ? 'basis.rationale-hint-not-asked' : 'basis.rationale-hint')}
        path={`${path}.rationale`}
        rows={2}
        value={basis.rationale}
        onChange={(rationale) => set({ rationale })}
      />
    </>
  );
}
