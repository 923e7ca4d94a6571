import { useTexts } from '../app/texts.js';
import { PersonFields } from '../persons/person-fields.js';
import { Check } from '../ui/choices.js';
import type { StepProps } from './step-tools.js';

export function AboutYouStep({ draft, onChange }: StepProps) {
  const say = useTexts();
  const { enquirer } = draft;
  return (
    <section className="card">
      <PersonFields
        person={enquirer.person}
        path="enquirer.person"
        likelyPlaces={['residence', 'origin', 'birth']}
        onChange={(person) => onChange({ ...draft, enquirer: { ...enquirer, person } })}
      />
      <Check
        label={say('interview.identity')}
        note={say('interview.identity-note')}
        path="enquirer.identityChecked"
        checked={enquirer.identityChecked}
        onChange={(identityChecked) => onChange({ ...draft, enquirer: { ...enquirer, identityChecked } })}
      />
    </section>
  );
}
