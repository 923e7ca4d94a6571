import { RELATIVE_KINDS, type RelativeKind } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Select } from '../ui/field.js';
import { AddButton, RemoveButton } from '../ui/line-buttons.js';
import { DateFields } from './date-fields.js';
import { emptyRelative, type RelativeDraft } from './draft.js';
import { NameFields } from './name-fields.js';

/** The relatives that help most to find someone, one press each. */
const QUICK: readonly RelativeKind[] = ['mother', 'father', 'sibling', 'spouse', 'child', 'caregiver', 'companion'];

interface RelativesProps {
  relatives: RelativeDraft[];
  path: string;
  onChange: (relatives: RelativeDraft[]) => void;
}

export function RelativeFields({ relatives, path, onChange }: RelativesProps) {
  const say = useTexts();
  const set = (row: string, change: Partial<RelativeDraft>) =>
    onChange(relatives.map((one) => (one.row === row ? { ...one, ...change } : one)));
  // One has one mother and one father; the button of one that is there would only confuse.
  const offered = QUICK.filter(
    (kind) => !(['mother', 'father'].includes(kind) && relatives.some((one) => one.kind === kind)),
  );
  return (
    <div data-lines>
      {relatives.map((relative, index) => (
        <fieldset key={relative.row} className="line-card" data-line>
          <legend>{say(`relative.${relative.kind}`)}</legend>
          <div className="fields-row">
            <Select
              label={say('relative.kind')}
              path={`${path}.${index}.kind`}
              value={relative.kind}
              options={RELATIVE_KINDS}
              nameOf={(kind) => say(`relative.${kind}`)}
              onChange={(kind) => kind && set(relative.row, { kind })}
            />
            <span className="grow" />
            <RemoveButton
              what={relative.names[0]?.text || say(`relative.${relative.kind}`)}
              onPress={() => onChange(relatives.filter((one) => one.row !== relative.row))}
            />
          </div>
          <NameFields
            names={relative.names}
            path={`${path}.${index}.names`}
            label={say('name.as-written')}
            onChange={(names) => set(relative.row, { names })}
          />
          <details className="more" open={relative.birth.year !== '' || relative.birth.age !== '' ? true : undefined}>
            <summary>{say('relative.birth')}</summary>
            <DateFields
              legend={say('person.born')}
              path={`${path}.${index}.birth`}
              birth
              value={relative.birth}
              onChange={(birth) => set(relative.row, { birth })}
            />
          </details>
        </fieldset>
      ))}
      <div className="adders" role="group" aria-label={say('relative.add')}>
        {offered.map((kind) => (
          <AddButton key={kind} onPress={() => onChange([...relatives, emptyRelative(kind)])}>
            {say(`relative.${kind}`)}
          </AddButton>
        ))}
        <AddButton onPress={() => onChange([...relatives, emptyRelative('other')])}>{say('relative.other')}</AddButton>
      </div>
    </div>
  );
}
