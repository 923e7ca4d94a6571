import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { PersonCard } from '../persons/person-card.js';
import { Story } from '../tracing-requests/story.js';
import { interviewOf, type InterviewDraft } from './draft.js';
import { STEP_OF_MISSING, stillMissing, type Step } from './steps.js';

/** Everything once more, to read back to the person, and what is still missing. */
export function ReviewStep({ draft, onGo }: { draft: InterviewDraft; onGo: (step: Step) => void }) {
  const say = useTexts();
  const missing = stillMissing(draft);
  const interview = interviewOf(draft, today());
  return (
    <>
      {missing.length > 0 ? (
        <div className="note">
          <p>{say('interview.still-missing', { count: missing.length })}</p>
          <ul>
            {missing.map((one) => (
              <li key={one}>
                <button type="button" className="linklike" onClick={() => onGo(STEP_OF_MISSING[one])}>
                  {say(`missing.${one}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <div className="note note-fine">
          <p>{say('interview.nothing-missing')}</p>
        </div>
      )}
      <Story interview={interview} />
      {interview.soughtPersons?.map((sought, index) => (
        <PersonCard
          key={index}
          person={sought.person}
          role={say('case.sought-person')}
          note={say(`sought.${sought.relation}`)}
          basis={sought.basis}
        />
      ))}
      {interview.enquirer && (
        <PersonCard person={interview.enquirer.person} role={say('case.enquirer')} basis={interview.enquirer.basis} />
      )}
    </>
  );
}
