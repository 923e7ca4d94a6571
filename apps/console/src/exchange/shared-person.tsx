import { useIntl } from 'react-intl';
import type { ContactKind, NameKind, PlaceKind, RelativeKind } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Facts } from '../ui/facts.js';
import { AsWritten } from '../ui/words.js';

interface Name {
  text: string;
  kind: NameKind;
  language?: string;
}
interface Span {
  earliest: string;
  latest: string;
  said?: string;
}

/** A person as a partner told us: only what its envelope names, in the shape of docs/exchange/schemas. */
interface SharedPerson {
  names?: Name[];
  sex?: 'female' | 'male';
  birth?: Span;
  places?: { kind: PlaceKind; text: string; country?: string }[];
  languages?: string[];
  occupation?: string;
  marks?: string;
  relation?: RelativeKind;
  relatives?: { kind: RelativeKind; names: Name[]; birth?: Span }[];
  circumstances?: string;
  fate?: 'alive' | 'told-in-person';
  whereabouts?: string;
  contacts?: { kind: ContactKind; value: string }[];
}

export function SharedPersonFacts({ person }: { person: SharedPerson }) {
  const say = useTexts();
  const intl = useIntl();
  const span = useSpan();
  return (
    <Facts
      facts={[
        [say('shared-field.names'), person.names?.length && <Names names={person.names} />],
        [say('person.born'), person.birth && span(person.birth)],
        [say('person.sex'), person.sex && say(`sex.${person.sex}`)],
        [
          say('person.places'),
          person.places?.length && (
            <ul className="plain-list">
              {person.places.map(({ kind, text, country }, index) => (
                <li key={index}>
                  <AsWritten>{text}</AsWritten>
                  {country && ` · ${displayName(intl.locale, 'region', country)}`}{' '}
                  <span className="muted small">{say(`place-kind.${kind}`)}</span>
                </li>
              ))}
            </ul>
          ),
        ],
        [
          say('person.relatives'),
          person.relatives?.length && (
            <ul className="plain-list">
              {person.relatives.map(({ kind, names, birth }, index) => (
                <li key={index}>
                  <Names names={names} /> <span className="muted small">{say(`relative.${kind}`)}</span>
                  {birth && <span className="small"> · {span(birth)}</span>}
                </li>
              ))}
            </ul>
          ),
        ],
        [say('shared-field.relation'), person.relation && say(`relative.${person.relation}`)],
        [
          say('person.languages'),
          person.languages?.length &&
            intl.formatList(person.languages.map((code) => displayName(intl.locale, 'language', code))),
        ],
        [say('person.occupation'), person.occupation && <AsWritten>{person.occupation}</AsWritten>],
        [say('person.marks'), person.marks && <AsWritten>{person.marks}</AsWritten>],
        [say('shared-field.circumstances'), person.circumstances && <AsWritten>{person.circumstances}</AsWritten>],
        [say('shared-field.fate'), person.fate && say(`shared-fate.${person.fate}`)],
        [say('shared-field.whereabouts'), person.whereabouts && <AsWritten>{person.whereabouts}</AsWritten>],
        [
          say('person.contacts'),
          person.contacts?.length && (
            <ul className="plain-list">
              {person.contacts.map(({ kind, value }, index) => (
                <li key={index}>
                  <AsWritten>{value}</AsWritten> <span className="muted small">{say(`contact-kind.${kind}`)}</span>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

function Names({ names }: { names: readonly Name[] }) {
  return (
    <>
      {names.map(({ text, language }, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          <AsWritten lang={language}>{text}</AsWritten>
        </span>
      ))}
    </>
  );
}

/** The same day twice is a day. */
function useSpan() {
  const dates = useDates();
  const say = useTexts();
  return ({ earliest, latest }: Span) =>
    earliest === latest
      ? dates.day(earliest)
      : say('exchange.between', { from: dates.day(earliest), until: dates.day(latest) });
}
