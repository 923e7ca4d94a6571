import type { BasisDto } from '../../apps/api/src/people/person.dto.js';
import type { Staff } from './staff.js';

// Bodies of requests as the console sends them. Everybody in them is invented.

export const consent: BasisDto = {
  legalBasis: 'consent',
  purposes: ['trace', 'match-within-society'],
  givenBy: 'self',
  how: 'spoken',
  noticeVersion: '1',
  noticeLanguage: 'en',
};
export const publicInterest: BasisDto = {
  legalBasis: 'public-interest',
  purposes: ['trace', 'match-within-society'],
  givenBy: 'not-asked',
  how: 'none',
};

const legal = (text: string) => ({ text, kind: 'legal' as const });

/** A sister looks for Amina. */
export function anInterview() {
  return {
    enquirer: {
      person: {
        names: [legal('Asha Warsame')],
        contacts: [{ kind: 'phone', value: '+999 555 0199', safeHours: 'evenings' }],
      },
      identityChecked: true,
      basis: consent,
    },
    soughtPersons: [
      {
        person: {
          names: [legal('Amina Warsame Jama'), { text: 'أمينة ورسمه', kind: 'document-spelling' }],
          birth: { year: 2004, about: true, said: 'about 2004' },
          sex: 'female',
          places: [{ kind: 'origin', text: 'Baidoa', country: 'SO' }],
          relatives: [
            { kind: 'mother', names: [legal('Hodan Farah')] },
            { kind: 'sibling', names: [legal('Asha Warsame')] },
          ],
        },
        relation: 'sibling',
        circumstances: {
          lostContact: { year: 2026, month: 5 },
          place: 'Khartoum',
          cause: 'armed-conflict',
          narrative: 'Separated at the bus station.',
        },
        basis: publicInterest,
      },
    ],
    informationNoticeGiven: true,
    story: 'We left together.',
  };
}

/** Amina, as somebody else wrote her name. */
export function aRegistration() {
  return {
    kind: 'adult-at-risk',
    registeredOn: '2026-10-12',
    place: { kind: 'registered', text: 'Harbour reception centre' },
    person: {
      names: [legal('Amino Warsama')],
      birth: { year: 2005, month: 1, day: 1 },
      sex: 'female',
      places: [{ kind: 'origin', text: 'Baydhabo', country: 'SO' }],
      relatives: [
        { kind: 'mother', names: [legal('Hodan Faarax')] },
        { kind: 'sibling', names: [legal('Asha')] },
      ],
    },
    wantsContact: 'yes',
    basis: consent,
  };
}

/** Opens a request all the way: interview, handed in, accepted by somebody else. */
export async function openRequest(
  caseworker: Staff,
  supervisor: Staff,
  interview: object = anInterview(),
  sensitivity?: string,
): Promise<{ id: string; reference: string; version: number }> {
  const registered = await expectStatus(
    201,
    caseworker.post('/tracing-requests', { interview, ...(sensitivity && { sensitivity }) }),
  );
  const { id } = registered;
  const submitted = await expectStatus(
    200,
    caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, registered.version),
  );
  return expectStatus(200, supervisor.post(`/tracing-requests/${id}/accept`, {}, submitted.version));
}

export async function expectStatus(status: number, answer: ReturnType<Staff['post']>) {
  const { status: got, body } = await answer;
  if (got !== status) throw new Error(`expected ${status}, got ${got}: ${JSON.stringify(body)}`);
  return body;
}

/** A step on a record as it is at this moment. */
export async function step(by: Staff, path: string, verb: string, body: object = {}) {
  const { version } = await expectStatus(200, by.get(path));
  return by.post(`${path}/${verb}`, body, version);
}

/** The same on somebody's account, as the administrator takes it. */
export async function accountStep(administrator: Staff, { account }: Staff, verb: string, body: object = {}) {
  const { items } = await expectStatus(200, administrator.get('/accounts'));
  const { version } = (items as { id: string; version: number }[]).find(({ id }) => id === account.id)!;
  return expectStatus(200, administrator.post(`/accounts/${account.id}/${verb}`, body, version));
}
