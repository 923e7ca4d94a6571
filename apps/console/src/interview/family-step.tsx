import { useTexts } from '../app/texts.js';
import { RelativeFields } from '../persons/relative-fields.js';
import { AsWritten } from '../ui/words.js';
import { useSoughtName, withSought, type StepProps } from './step-tools.js';

export function FamilyStep({ draft, onChange }: StepProps) {
  const say = useTexts();
  const nameOf = useSoughtName();
  return draft.sought.map((sought, index) => (
    <section key={sought.row} className="card">
      <h3>
        {say('interview.family-of')} <AsWritten>{nameOf(sought, index)}</AsWritten>
      </h3>
      <RelativeFields
        relatives={sought.person.relatives}
        path={`soughtPersons.${index}.person.relatives`}
        onChange={(relatives) => onChange(withSought(draft, sought.row, { person: { ...sought.person, relatives } }))}
      />
    </section>
  ));
}
