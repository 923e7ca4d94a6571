import { useState } from 'react';
import { takeBack } from '../api/rights.js';
import type { Purpose } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Checks, Radios } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { Refused } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import type { SayingProps } from './person-saying.js';
import { NOTHING_SAID, SaidBy, saidOf } from './said-by.js';
import { changesOf } from './use-rights.js';

/** An agreement, or part of it, that somebody takes back. Nothing is ticked beforehand. */
export function TakeBackDialog({ dossierId, person, onClose }: SayingProps) {
  const say = useTexts();
  const agreements = person.bases.filter(({ revocable }) => revocable);
  const [chosen, setChosen] = useState(agreements.length === 1 ? agreements[0]!.id : '');
  const [purposes, setPurposes] = useState<Purpose[]>([]);
  const [said, setSaid] = useState(NOTHING_SAID);
  const [checked, setChecked] = useState(false);
  const basis = agreements.find(({ id }) => id === chosen);
  const step = useStep(changesOf(dossierId), () => takeBack(basis!, purposes, saidOf(said)!), onClose);
  const submit = () => {
    setChecked(true);
    if (basis && purposes.length > 0 && saidOf(said)) step.mutate(undefined);
  };
  const nameOf = (id: string) => {
    const { legalBasis } = agreements.find((one) => one.id === id)!;
    return say(`legal-basis.${legalBasis}`);
  };
  const purposesOf = (id: string) =>
    agreements
      .find((one) => one.id === id)!
      .purposes.map((purpose) => say(`purpose.${purpose}`))
      .join(' · ');
  return (
    <Refused.Provider value={refusedBy(violationsOf(step.error))}>
      <Ask
        title={say('saying.take-back')}
        intro={say('saying.take-back-words')}
        submit={say('saying.note')}
        busy={step.isPending}
        error={step.error}
        onSubmit={submit}
        onClose={onClose}
      >
        {agreements.length > 1 && (
          <Radios
            legend={say('saying.which')}
            value={chosen}
            options={agreements.map(({ id }) => id)}
            nameOf={nameOf}
            noteOf={purposesOf}
            onChange={(id) => {
              setChosen(id);
              setPurposes([]);
            }}
            error={checked && !basis ? say('form.choose-one') : undefined}
          />
        )}
        {basis && (
          <Checks
            legend={say('saying.no-more')}
            hint={say('saying.no-more-hint')}
            path="purposes"
            layout="grid"
            value={purposes}
            options={basis.purposes}
            nameOf={(one) => say(`purpose.${one}`)}
            onChange={setPurposes}
            error={checked && purposes.length === 0 ? say('form.choose-one') : undefined}
          />
        )}
        <SaidBy said={said} onChange={setSaid} checked={checked} />
      </Ask>
    </Refused.Provider>
  );
}
