import { useTexts } from '../app/texts.js';
import { BasisFields } from '../persons/basis-fields.js';
import { firstNameOf, type BasisDraft } from '../persons/draft.js';
import { AsWritten } from '../ui/words.js';
import { InformationNotice } from './notice.js';
import { useSoughtName, withSought, type StepProps } from './step-tools.js';

export function AgreementStep({ draft, onChange }: StepProps) {
  const say = useTexts();
  const nameOf = useSoughtName();
  const { enquirer } = draft;
  const setOwn = (basis: BasisDraft) => onChange({ ...draft, enquirer: { ...enquirer, basis } });
  return (
    <>
      <InformationNotice
        given={draft.noticeGiven}
        language={enquirer.basis.noticeLanguage}
        onChange={(noticeGiven, notice) =>
          onChange({
            ...draft,
            noticeGiven,
            enquirer: {
              ...enquirer,
              basis: {
                ...enquirer.basis,
                noticeVersion: noticeGiven ? notice.version : '',
                noticeLanguage: noticeGiven ? notice.language : '',
              },
            },
          })
        }
      />
      <section className="card">
        <h3>
          {say('case.enquirer')}
          {firstNameOf(enquirer.person) && (
            <>
              {' · '}
              <AsWritten>{firstNameOf(enquirer.person)}</AsWritten>
            </>
          )}
        </h3>
        <BasisFields basis={enquirer.basis} path="enquirer.basis" onChange={setOwn} />
      </section>
      {draft.sought.map((sought, index) => (
        <section key={sought.row} className="card">
          <h3>
            {say('case.sought-person')} · <AsWritten>{nameOf(sought, index)}</AsWritten>
          </h3>
          <BasisFields
            basis={sought.basis}
            path={`soughtPersons.${index}.basis`}
            notAsked
            onChange={(basis) => onChange(withSought(draft, sought.row, { basis }))}
          />
        </section>
      ))}
    </>
  );
}
