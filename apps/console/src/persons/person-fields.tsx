import type { PlaceKind } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Radios } from '../ui/choices.js';
import { TextArea, TextField } from '../ui/field.js';
import { DateFields } from './date-fields.js';
import type { PersonDraft } from './draft.js';
import { LanguageFields } from './language-fields.js';
import { NameFields } from './name-fields.js';
import { PlaceFields } from './place-fields.js';

interface PersonFieldsProps {
  person: PersonDraft;
  path: string;
  likelyPlaces: readonly PlaceKind[];
  onChange: (person: PersonDraft) => void;
}

/** What is told about one person. Only a name is needed; all the rest may stay empty. */
export function PersonFields({ person, path, likelyPlaces, onChange }: PersonFieldsProps) {
  const say = useTexts();
  const set = (change: Partial<PersonDraft>) => onChange({ ...person, ...change });
  return (
    <>
      <NameFields
        names={person.names}
        path={`${path}.names`}
        label={say('name.as-written')}
        onChange={(names) => set({ names })}
      />
      <DateFields
        legend={say('person.born')}
        path={`${path}.birth`}
        birth
        value={person.birth}
        onChange={(birth) => set({ birth })}
      />
      <Radios
        legend={say('person.sex')}
        path={`${path}.sex`}
        layout="row"
        value={person.sex || 'unknown'}
        options={['female', 'male', 'unknown'] as const}
        nameOf={(sex) => say(sex === 'unknown' ? 'form.not-known' : `sex.${sex}`)}
        onChange={(sex) => set({ sex: sex === 'unknown' ? '' : sex })}
      />
      <PlaceFields
        legend={say('person.places')}
        path={`${path}.places`}
        likely={likelyPlaces}
        places={person.places}
        onChange={(places) => set({ places })}
      />
      <details
        className="more"
        open={person.marks !== '' || person.occupation !== '' || person.languages.length > 0 ? true : undefined}
      >
        <summary>{say('person.more')}</summary>
        <LanguageFields
          codes={person.languages}
          path={`${path}.languages`}
          onChange={(languages) => set({ languages })}
        />
        <TextField
          label={say('person.occupation')}
          path={`${path}.occupation`}
          anyScript
          value={person.occupation}
          onChange={(occupation) => set({ occupation })}
        />
        <TextArea
          label={say('person.marks')}
          hint={say('person.marks-hint')}
          path={`${path}.marks`}
          rows={2}
          value={person.marks}
          onChange={(marks) => set({ marks })}
        />
      </details>
    </>
  );
}
