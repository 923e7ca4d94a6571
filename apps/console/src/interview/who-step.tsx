import { PROTECTION_FLAGS, RELATIVE_KINDS } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { PersonFields } from '../persons/person-fields.js';
import { Checks } from '../ui/choices.js';
import { Select } from '../ui/field.js';
import { emptySought } from './draft.js';
import { useSoughtName, withSought, type StepProps } from './step-tools.js';

export function WhoStep({ draft, onChange }: StepProps) {
  const say = useTexts();
  const nameOf = useSoughtName();
  return (
    <>
      {draft.sought.map((sought, index) => {
        const path = `soughtPersons.${index}`;
        return (
          <section key={sought.row} className="card" aria-label={nameOf(sought, index)}>
            <div className="group">
              <h3>
                {draft.sought.length === 1
                  ? say('interview.person-sought')
                  : say('interview.person-number', { number: index + 1 })}
              </h3>
              {draft.sought.length > 1 && (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => onChange({ ...draft, sought: draft.sought.filter((one) => one.row !== sought.row) })}
                >
                  {say('interview.remove-person')}
                </button>
              )}
            </div>
            <Select
              label={say('interview.relation')}
              path={`${path}.relation`}
              value={sought.relation}
              options={RELATIVE_KINDS}
              nameOf={(kind) => say(`relative.${kind}`)}
              onChange={(relation) => onChange(withSought(draft, sought.row, { relation }))}
            />
            <PersonFields
              person={sought.person}
              path={`${path}.person`}
              likelyPlaces={['last-seen', 'residence', 'origin', 'birth', 'route']}
              onChange={(person) => onChange(withSought(draft, sought.row, { person }))}
            />
            <Checks
              legend={say('interview.protection')}
              hint={say('interview.protection-hint')}
              path={`${path}.person.protection`}
              layout="grid"
              value={sought.person.protection}
              options={PROTECTION_FLAGS}
              nameOf={(flag) => say(`protection.${flag}`)}
              onChange={(protection) =>
                onChange(withSought(draft, sought.row, { person: { ...sought.person, protection } }))
              }
            />
          </section>
        );
      })}
      <button type="button" onClick={() => onChange({ ...draft, sought: [...draft.sought, emptySought()] })}>
        + {say('interview.add-person')}
      </button>
    </>
  );
}
