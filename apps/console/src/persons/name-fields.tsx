import { useIntl } from 'react-intl';
import { NAME_KINDS, type NameRole } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Select, TextField } from '../ui/field.js';
import { AddButton, RemoveButton } from '../ui/line-buttons.js';
import { byName, displayName } from './codes.js';
import { emptyName, type NameDraft } from './draft.js';

const PARTS: readonly NameRole[] = ['given', 'father', 'grandfather', 'family', 'clan', 'title'];

interface NamesProps {
  names: NameDraft[];
  path: string;
  label: string;
  onChange: (names: NameDraft[]) => void;
}

/** Names as they are written, in any script; the parts are optional and never replace the whole. */
export function NameFields({ names, path, label, onChange }: NamesProps) {
  const say = useTexts();
  const set = (row: string, change: Partial<NameDraft>) =>
    onChange(names.map((name) => (name.row === row ? { ...name, ...change } : name)));
  return (
    <div className="names" data-lines>
      {names.map((name, index) => (
        <OneName
          key={name.row}
          name={name}
          path={`${path}.${index}`}
          label={index === 0 ? label : say('name.another')}
          onChange={(change) => set(name.row, change)}
          onRemove={index === 0 ? undefined : () => onChange(names.filter((one) => one.row !== name.row))}
        />
      ))}
      <AddButton quiet onPress={() => onChange([...names, emptyName('alias')])}>
        {say('name.add')}
      </AddButton>
    </div>
  );
}

function OneName(props: {
  name: NameDraft;
  path: string;
  label: string;
  onChange: (change: Partial<NameDraft>) => void;
  onRemove: (() => void) | undefined;
}) {
  const { name, path, label, onChange, onRemove } = props;
  const say = useTexts();
  const { locale } = useIntl();
  const filled = PARTS.filter((role) => name.parts[role]).length;
  return (
    <div className="name-line" data-line>
      <div className="fields-row">
        <TextField
          label={label}
          path={`${path}.text`}
          className="grow"
          anyScript
          lang={name.language || undefined}
          maxLength={200}
          value={name.text}
          onChange={(text) => onChange({ text })}
        />
        <Select
          label={say('name.kind')}
          path={`${path}.kind`}
          value={name.kind}
          options={NAME_KINDS}
          nameOf={(kind) => say(`name-kind.${kind}`)}
          onChange={(kind) => kind && onChange({ kind })}
        />
        {onRemove && <RemoveButton what={label} onPress={onRemove} />}
      </div>
      <details className="more">
        <summary>
          {say('name.parts')}
          {filled > 0 && <span className="muted"> · {say('name.parts-filled', { count: filled })}</span>}
        </summary>
        <p className="hint">{say('name.parts-hint')}</p>
        <div className="fields-grid">
          {PARTS.map((role) => (
            <TextField
              key={role}
              label={say(`name-role.${role}`)}
              anyScript
              value={name.parts[role] ?? ''}
              onChange={(part) => onChange({ parts: { ...name.parts, [role]: part } })}
            />
          ))}
          <Select
            label={say('name.language')}
            path={`${path}.language`}
            value={name.language}
            empty={say('form.not-known')}
            options={byName(locale, 'language')}
            nameOf={(code) => displayName(locale, 'language', code)}
            onChange={(language) => onChange({ language })}
          />
        </div>
      </details>
    </div>
  );
}
