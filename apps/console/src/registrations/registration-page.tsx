import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readRegistration } from '../api/relink.js';
import type { Registration } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { FilesPart } from '../files/files-part.js';
import { PersonCard } from '../persons/person-card.js';
import { RightsRequests } from '../rights/rights-requests.js';
import { useRights } from '../rights/use-rights.js';
import { Facts } from '../ui/facts.js';
import { PutInCharge } from '../ui/put-in-charge.js';
import { Empty, Loaded } from '../ui/states.js';
import { AsWritten, Reference, SensitivityPill } from '../ui/words.js';

export function RegistrationPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['registration', id], queryFn: ({ signal }) => readRegistration(id, signal) });
  const name = query.data?.person.names[0]?.text;
  return (
    <>
      <PageHead
        title={say('registration.title')}
        heading={name ? <AsWritten>{name}</AsWritten> : undefined}
        above={<Link to="/registrations">{say('menu.registrations')}</Link>}
      />
      <Loaded query={query} lines={8}>
        {(registration) => <Details registration={registration} />}
      </Loaded>
    </>
  );
}

function Details({ registration }: { registration: Registration }) {
  const say = useTexts();
  const dates = useDates();
  const { data: rights } = useRights(registration.id);
  const rightsOf = (id: string) => rights?.persons.find(({ personId }) => personId === id);
  return (
    <>
      <dl className="identity">
        <div>
          <dt>{say('column.reference')}</dt>
          <dd>
            <Reference>{registration.reference}</Reference>
          </dd>
        </div>
        <div>
          <dt>{say('registration.kind')}</dt>
          <dd>{say.code('registration-kind', registration.kind)}</dd>
        </div>
        <div>
          <dt>{say('case.sensitivity')}</dt>
          <dd>
            <SensitivityPill sensitivity={registration.sensitivity} />
          </dd>
        </div>
        <div>
          <dt>{say('registration.on')}</dt>
          <dd>{dates.day(registration.registeredOn)}</dd>
        </div>
        <div>
          <dt>{say('case.branch')}</dt>
          <dd>{registration.branch.name}</dd>
        </div>
      </dl>
      <div className="cols">
        <div>
          <PersonCard
            person={registration.person}
            role={say('registration.person')}
            note={
              registration.wantsContact &&
              `${say('registration.wants-contact')} ${say(`wants-contact.${registration.wantsContact}`)}`
            }
            basis={registration.basis}
            rights={rightsOf(registration.personId)}
            dossierId={registration.id}
          />
          {registration.members.map(({ personId, person, relation, basis }) => (
            <PersonCard
              key={personId}
              person={person}
              role={say('registration.member')}
              note={say(`relative.${relation}`)}
              basis={basis}
              rights={rightsOf(personId)}
              dossierId={registration.id}
            />
          ))}
          <FilesPart dossierId={registration.id} persons={[]} />
        </div>
        <aside>
          <section className="card">
            <h2>{say('column.owner')}</h2>
            <p>{registration.owner.name}</p>
            {registration.state === 'active' && <PutInCharge kind="registration" record={registration} />}
          </section>
          <RightsRequests dossierId={registration.id} nameOf={(id) => nameIn(registration, id)} />
          <section className="card">
            <h2>{say('registration.part.situation')}</h2>
            <Facts
              facts={[
                [say('registration.place'), registration.place && <AsWritten>{registration.place.text}</AsWritten>],
                [
                  say('registration.circumstances'),
                  registration.circumstances && <AsWritten>{registration.circumstances}</AsWritten>,
                ],
                [
                  say('registration.caregiver'),
                  registration.caregiver && <AsWritten>{registration.caregiver}</AsWritten>,
                ],
                [
                  say('registration.care'),
                  registration.careArrangement && <AsWritten>{registration.careArrangement}</AsWritten>,
                ],
              ]}
            />
          </section>
          <section className="card">
            <h2>{say('registration.notes')}</h2>
            {registration.notes.length === 0 ? (
              <Empty title={say('registration.no-notes')} />
            ) : (
              <ol className="timeline">
                {registration.notes.map((note, index) => (
                  <li key={index}>
                    <span dir="auto">{note.text}</span>
                    {note.at && <div className="muted small">{dates.day(note.at)}</div>}
                  </li>
                ))}
              </ol>
            )}
          </section>
        </aside>
      </div>
    </>
  );
}

/** Of the person or somebody of the household. */
function nameIn({ personId, person, members }: Registration, id: string): string | undefined {
  const one = id === personId ? person : members.find((member) => member.personId === id)?.person;
  return one?.names[0]?.text;
}
