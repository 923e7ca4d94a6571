import { useState } from 'react';
import { restrict } from '../api/rights.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Checks } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import type { SayingProps } from './person-saying.js';
import { NOTHING_SAID, SaidBy, saidOf } from './said-by.js';
import { changesOf } from './use-rights.js';

/** All that a code can say; each of them is held to at every way out. */
const RESTRICTIONS = [
  'not-to-authorities',
  'not-to-country-of-origin',
  'not-to-partners',
  'not-to-icrc',
  'not-to-services',
  'not-to-other-family',
  'not-across-borders',
  'no-publication',
] as const;
const LONGEST = 500;

/** What somebody does not want, whichever of their bases it is kept with: it holds for all of them. */
export function RestrictDialog({ dossierId, person, onClose }: SayingProps) {
  const say = useTexts();
  const [codes, setCodes] = useState<(typeof RESTRICTIONS)[number][]>([]);
  const [words, setWords] = useState('');
  const [said, setSaid] = useState(NOTHING_SAID);
  const [checked, setChecked] = useState(false);
  const step = useStep(changesOf(dossierId), () => restrict(basis!, all, saidOf(said)!), onClose);
  const basis = person.bases.find(({ state }) => state !== 'withdrawn');
  const all = [...codes, ...(words.trim() ? [words.trim()] : [])];
  const submit = () => {
    setChecked(true);
    if (basis && all.length > 0 && saidOf(said)) step.mutate(undefined);
  };
  return (
    <Ask
      title={say('saying.restrict')}
      intro={say('saying.restrict-words')}
      submit={say('saying.note')}
      busy={step.isPending}
      error={step.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checks
        legend={say('basis.restrictions')}
        path="restrictions"
        layout="grid"
        value={codes}
        options={RESTRICTIONS}
        nameOf={(one) => say(`restriction.${one}`)}
        onChange={setCodes}
        error={checked && all.length === 0 ? say('saying.restrict-missing') : undefined}
      />
      <TextArea
        label={say('saying.own-words')}
        hint={say('saying.own-words-hint')}
        rows={2}
        maxLength={LONGEST}
        value={words}
        onChange={setWords}
      />
      <SaidBy said={said} onChange={setSaid} checked={checked} />
    </Ask>
  );
}
