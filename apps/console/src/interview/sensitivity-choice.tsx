import { SENSITIVITIES, type Sensitivity } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Select } from '../ui/field.js';

interface SensitivityChoiceProps {
  value: Sensitivity | '';
  onChange: (sensitivity: Sensitivity | '') => void;
}

/** Who may see the case, decided when it is opened; the rules can raise it, never lower it. */
export function SensitivityChoice({ value, onChange }: SensitivityChoiceProps) {
  const say = useTexts();
  return (
    <section className="card">
      <Select
        label={say('case.sensitivity')}
        hint={say('interview.sensitivity-hint')}
        path="sensitivity"
        value={value}
        empty={say('registration.sensitivity-by-rule')}
        options={SENSITIVITIES}
        nameOf={(one) => say(`sensitivity.${one}`)}
        onChange={onChange}
      />
    </section>
  );
}
