import { useIntl } from 'react-intl';
import { CONTACT_KINDS } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Select, TextField } from '../ui/field.js';
import { AddButton, RemoveButton } from '../ui/line-buttons.js';
import { byName, displayName } from './codes.js';
import { emptyContact, type ContactDraft } from './draft.js';

interface ContactsProps {
  contacts: ContactDraft[];
  path: string;
  onChange: (contacts: ContactDraft[]) => void;
}

/** How to reach someone without putting them at risk: when, in which language, and what may be said to whoever answers. */
export function ContactFields({ contacts, path, onChange }: ContactsProps) {
  const say = useTexts();
  return (
    <div data-lines>
      {contacts.map((contact, index) => (
        <OneContact
          key={contact.row}
          contact={contact}
          number={index + 1}
          path={`${path}.${index}`}
          onChange={(change) =>
            onChange(contacts.map((one) => (one.row === contact.row ? { ...one, ...change } : one)))
          }
          onRemove={() => onChange(contacts.filter((one) => one.row !== contact.row))}
        />
      ))}
      <AddButton onPress={() => onChange([...contacts, emptyContact()])}>{say('contact.add')}</AddButton>
    </div>
  );
}

function OneContact(props: {
  contact: ContactDraft;
  number: number;
  path: string;
  onChange: (change: Partial<ContactDraft>) => void;
  onRemove: () => void;
}) {
  const { contact, number, path, onChange, onRemove } = props;
  const say = useTexts();
  const { locale } = useIntl();
  return (
    <fieldset className="line-card" data-line>
      <legend>{say('contact.number', { number })}</legend>
      <div className="fields-row">
        <Select
          label={say('contact.kind')}
          path={`${path}.kind`}
          value={contact.kind}
          options={CONTACT_KINDS}
          nameOf={(kind) => say(`contact-kind.${kind}`)}
          onChange={(kind) => kind && onChange({ kind })}
        />
        <TextField
          label={say(`contact-value.${contact.kind}`)}
          path={`${path}.value`}
          className="grow"
          anyScript
          value={contact.value}
          onChange={(value) => onChange({ value })}
        />
        <RemoveButton what={contact.value || say('contact.number', { number })} onPress={onRemove} />
      </div>
      <div className="fields-row">
        <TextField
          label={say('contact.safe-hours')}
          path={`${path}.safeHours`}
          className="grow"
          anyScript
          value={contact.safeHours}
          onChange={(safeHours) => onChange({ safeHours })}
        />
        <Select
          label={say('contact.language')}
          path={`${path}.language`}
          value={contact.language}
          empty={say('form.not-known')}
          options={byName(locale, 'language')}
          nameOf={(code) => displayName(locale, 'language', code)}
          onChange={(language) => onChange({ language })}
        />
      </div>
      <TextField
        label={say('contact.may-be-said')}
        hint={say('contact.may-be-said-hint')}
        path={`${path}.mayBeSaid`}
        anyScript
        value={contact.mayBeSaid}
        onChange={(mayBeSaid) => onChange({ mayBeSaid })}
      />
    </fieldset>
  );
}
