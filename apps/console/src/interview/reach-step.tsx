import { ContactFields } from '../persons/contact-fields.js';
import type { StepProps } from './step-tools.js';

export function ReachStep({ draft, onChange }: StepProps) {
  const { enquirer } = draft;
  return (
    <section className="card">
      <ContactFields
        contacts={enquirer.person.contacts}
        path="enquirer.person.contacts"
        onChange={(contacts) =>
          onChange({ ...draft, enquirer: { ...enquirer, person: { ...enquirer.person, contacts } } })
        }
      />
    </section>
  );
}
