import { useIntl } from 'react-intl';
import type { PersonRights } from '../api/rights.js';
import type { BasisInput, PersonInput } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { BasisStates } from '../rights/basis-states.js';
import { PersonSaying } from '../rights/person-saying.js';
import { Facts } from '../ui/facts.js';
import { AsWritten, Pill } from '../ui/words.js';
import { BasisLine } from './basis-line.js';
import { displayName } from './codes.js';
import { Limits } from './limits.js';

interface PersonCardProps {
  person: PersonInput;
  role: string;
  note?: string | undefined;
  basis?: BasisInput | undefined;
  /** What they agreed to and can say, once it is read; and the record they are in. */
  rights?: PersonRights | undefined;
  dossierId?: string;
}

/** All that is recorded of one person. Everything said is shown as it was said. */
export function PersonCard({ person, role, note, basis, rights, dossierId }: PersonCardProps) {
  const say = useTexts();
  const intl = useIntl();
  const dates = useDates();
  const [first, ...others] = person.names;
  return (
    <section className="card person">
      <div className="muted small">
        {role}
        {note && ` · ${note}`}
      </div>
      <h2>{first ? <AsWritten lang={first.language}>{first.text}</AsWritten> : say('person.no-name')}</h2>
      {person.protection && person.protection.length > 0 && (
        <div className="pills">
          {person.protection.map((flag) => (
            <Pill key={flag} tone="differ" sign="!">
              {say(`protection.${flag}`)}
            </Pill>
          ))}
        </div>
      )}
      <Limits restrictions={basis?.restrictions ?? []} />
      <Facts
        facts={[
          [
            say('person.name-parts'),
            first?.parts?.length ? (
              <ul className="plain-list">
                {first.parts.map((part, index) => (
                  <li key={index}>
                    <AsWritten>{part.text}</AsWritten>{' '}
                    <span className="muted small">{say(`name-role.${part.role}`)}</span>
                  </li>
                ))}
              </ul>
            ) : undefined,
          ],
          [
            say('person.other-names'),
            others.length > 0 ? (
              <ul className="plain-list">
                {others.map((name, index) => (
                  <li key={index}>
                    <AsWritten lang={name.language}>{name.text}</AsWritten>{' '}
                    <span className="muted small">{say(`name-kind.${name.kind}`)}</span>
                  </li>
                ))}
              </ul>
            ) : undefined,
          ],
          [
            say('person.born'),
            person.birth && (
              <>
                {dates.spoken(person.birth)}
                {person.birth.said && (
                  <div className="muted small">
                    <AsWritten>{`“${person.birth.said}”`}</AsWritten>
                  </div>
                )}
              </>
            ),
          ],
          [say('person.sex'), person.sex && say(`sex.${person.sex}`)],
          [
            say('person.places'),
            person.places?.length ? (
              <ul className="plain-list">
                {person.places.map((place, index) => (
                  <li key={index}>
                    <AsWritten>{place.text}</AsWritten>
                    {place.country && ` · ${displayName(intl.locale, 'region', place.country)}`}{' '}
                    <span className="muted small">{say(`place-kind.${place.kind}`)}</span>
                  </li>
                ))}
              </ul>
            ) : undefined,
          ],
          [
            say('person.relatives'),
            person.relatives?.length ? (
              <ul className="plain-list">
                {person.relatives.map((relative, index) => (
                  <li key={index}>
                    <AsWritten>{relative.names[0]?.text ?? say('person.no-name')}</AsWritten>{' '}
                    <span className="muted small">
                      {say(`relative.${relative.kind}`)}
                      {relative.birth && ` · ${dates.spoken(relative.birth)}`}
                    </span>
                  </li>
                ))}
              </ul>
            ) : undefined,
          ],
          [
            say('person.languages'),
            person.languages?.length
              ? intl.formatList(person.languages.map((code) => displayName(intl.locale, 'language', code)))
              : undefined,
          ],
          [say('person.occupation'), person.occupation && <AsWritten>{person.occupation}</AsWritten>],
          [say('person.marks'), person.marks && <AsWritten>{person.marks}</AsWritten>],
          [
            say('person.contacts'),
            person.contacts?.length ? (
              <ul className="plain-list">
                {person.contacts.map((contact, index) => (
                  <li key={index}>
                    <AsWritten>{contact.value}</AsWritten>{' '}
                    <span className="muted small">{say(`contact-kind.${contact.kind}`)}</span>
                    {contact.safeHours && (
                      <div className="small">{say('contact.safe', { hours: contact.safeHours })}</div>
                    )}
                    {contact.mayBeSaid && (
                      <div className="small">{say('contact.may', { words: contact.mayBeSaid })}</div>
                    )}
                  </li>
                ))}
              </ul>
            ) : undefined,
          ],
        ]}
      />
      {(basis ?? !rights?.bases.length) && <BasisLine basis={basis} />}
      {rights && <BasisStates bases={rights.bases} />}
      {rights && dossierId && (
        <PersonSaying dossierId={dossierId} person={rights} name={first?.text ?? say('person.no-name')} />
      )}
    </section>
  );
}
