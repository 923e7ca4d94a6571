import { CONTACT_WISHES, PROTECTION_FLAGS, REGISTRATION_KINDS, SENSITIVITIES } from '../api/types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { BasisFields } from '../persons/basis-fields.js';
import { ContactFields } from '../persons/contact-fields.js';
import { PersonFields } from '../persons/person-fields.js';
import { OnePlace } from '../persons/place-fields.js';
import { RelativeFields } from '../persons/relative-fields.js';
import { Checks, Radios } from '../ui/choices.js';
import { Select, TextArea, TextField } from '../ui/field.js';
import type { RegistrationDraft } from './draft.js';

/** Whom a caregiver is asked about. */
const CHILDREN = ['unaccompanied-child', 'separated-child'];

export function RegistrationFields({
  draft,
  onChange,
}: {
  draft: RegistrationDraft;
  onChange: (draft: RegistrationDraft) => void;
}) {
  const say = useTexts();
  const set = (change: Partial<RegistrationDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <section className="card">
        <h2>{say('registration.part.meeting')}</h2>
        <Select
          label={say('registration.kind')}
          path="kind"
          value={draft.kind}
          options={REGISTRATION_KINDS}
          nameOf={(kind) => say(`registration-kind.${kind}`)}
          onChange={(kind) => set({ kind })}
        />
        <TextField
          label={say('registration.on')}
          path="registeredOn"
          type="date"
          max={today()}
          value={draft.registeredOn}
          onChange={(registeredOn) => set({ registeredOn })}
        />
        <OnePlace
          place={draft.place}
          path="place"
          onChange={(change) => set({ place: { ...draft.place, ...change } })}
        />
        <Select
          label={say('case.sensitivity')}
          hint={say('registration.sensitivity-hint')}
          path="sensitivity"
          value={draft.sensitivity}
          empty={say('registration.sensitivity-by-rule')}
          options={SENSITIVITIES}
          nameOf={(one) => say(`sensitivity.${one}`)}
          onChange={(sensitivity) => set({ sensitivity })}
        />
      </section>
      <section className="card">
        <h2>{say('registration.part.person')}</h2>
        <PersonFields
          person={draft.person}
          path="person"
          likelyPlaces={['origin', 'birth', 'last-seen', 'route']}
          onChange={(person) => set({ person })}
        />
        <Checks
          legend={say('interview.protection')}
          hint={say('interview.protection-hint')}
          path="person.protection"
          layout="grid"
          value={draft.person.protection}
          options={PROTECTION_FLAGS}
          nameOf={(flag) => say(`protection.${flag}`)}
          onChange={(protection) => set({ person: { ...draft.person, protection } })}
        />
      </section>
      <section className="card">
        <h2>{say('registration.part.family')}</h2>
        <RelativeFields
          relatives={draft.person.relatives}
          path="person.relatives"
          onChange={(relatives) => set({ person: { ...draft.person, relatives } })}
        />
      </section>
      <section className="card">
        <h2>{say('registration.part.situation')}</h2>
        <TextArea
          label={say('registration.circumstances')}
          path="circumstances"
          value={draft.circumstances}
          onChange={(circumstances) => set({ circumstances })}
        />
        {CHILDREN.includes(draft.kind) && (
          <>
            <TextField
              label={say('registration.caregiver')}
              path="caregiver"
              anyScript
              value={draft.caregiver}
              onChange={(caregiver) => set({ caregiver })}
            />
            <TextField
              label={say('registration.care')}
              path="careArrangement"
              anyScript
              value={draft.careArrangement}
              onChange={(careArrangement) => set({ careArrangement })}
            />
          </>
        )}
        {draft.kind !== 'unidentified-deceased' && (
          <Radios
            legend={say('registration.wants-contact')}
            hint={say('registration.wants-contact-hint')}
            path="wantsContact"
            layout="row"
            value={draft.wantsContact}
            options={CONTACT_WISHES}
            nameOf={(one) => say(`wants-contact.${one}`)}
            onChange={(wantsContact) => set({ wantsContact })}
          />
        )}
      </section>
      {draft.kind !== 'unidentified-deceased' && (
        <section className="card">
          <h2>{say('registration.part.reach')}</h2>
          <ContactFields
            contacts={draft.person.contacts}
            path="person.contacts"
            onChange={(contacts) => set({ person: { ...draft.person, contacts } })}
          />
        </section>
      )}
      <section className="card">
        <h2>{say('registration.part.basis')}</h2>
        <BasisFields basis={draft.basis} path="basis" onChange={(basis) => set({ basis })} />
      </section>
    </>
  );
}
