import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import type { Unpadded } from '#libs/partners';
import { eventually } from '#libs/testing';
import { registered } from '../support/across-the-border.js';
import { Deployment } from '../support/deployment.js';
import { nowInSeconds, pairWith, PartnerSociety, post } from '../support/partner-society.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus } from '../support/stories.js';

// A partner that is trusted, and wants to know whether somebody is known here, by asking again and again.

const PROBES = 1_000;
const QUOTA = 60;
const AT_ONCE = 8;

let relink: Deployment;
let caseworker: Staff;
let liaison: Staff;
let fisher: PartnerSociety;

beforeAll(async () => {
  relink = await Deployment.start({ exchange: true });
  caseworker = await relink.signIn('caseworker');
  liaison = await relink.signIn('liaison');
  fisher = new PartnerSociety('FIS', relink);
  const { code: society, keys } = fisher.society;
  await pairWith(relink, { society, baseUrl: 'https://fis.example.org', keys, dailyQuota: QUOTA });
  const person = {
    names: [{ text: 'Amina Warsame Jama', kind: 'legal' }],
    birth: { year: 1994, month: 3, day: 12 },
    sex: 'female',
  };
  await registered(relink, caseworker, { ...aRegistration(), person, basis: consent });
});
afterAll(() => relink.stop());

/** The one who is known, written in another way each time. */
function nearby(at: number): object {
  const [first, second] = [at % 2 === 0 ? 'Amina' : 'Aamina', ['Warsame', 'Warsama', 'Warsami', 'Warsamme'][at % 4]];
  const birth = `1994-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`;
  return {
    names: [{ text: `${first} ${second} Jama`, kind: 'legal' }],
    birth: { earliest: birth, latest: birth },
    sex: 'female',
  };
}

/** Nobody: letters in an order that no name has. */
function nowhere(at: number): object {
  const letters = 'bcdfghjklmnpqrstvwxz';
  const word = (salt: number) =>
    Array.from({ length: 6 }, (_, place) => letters[(at * 7 + place * (salt + 3)) % letters.length]).join('');
  return {
    names: [{ text: `${word(1)} ${word(2)} ${word(5)}`, kind: 'legal' }],
    birth: { earliest: '1960-01-01', latest: '1960-12-31' },
    sex: 'female',
  };
}

async function probe(person: object): Promise<string> {
  const enquiry = fisher.enquiry({ jti: newId() });
  const envelope = { ...enquiry.envelope, fields: ['names', 'birth', 'sex'] };
  const message = { ...enquiry, envelope, body: { person } } as Unpadded;
  const answer = await post(fisher.request(message.jti, await fisher.seal(message), nowInSeconds()));
  return `${answer.status}, ${answer.type}, ${answer.body.length} signs`;
}

const count = async (sql: string) => (await relink.database.sql<{ count: number }>(sql))[0]!.count;
const taken = () => count('SELECT count(*)::int FROM relink.partner_enquiries');

describe('a partner that asks a thousand times', () => {
  const seen = { known: new Map<string, number>(), unknown: new Map<string, number>() };

  it('is answered in one and the same way, whether somebody is known or not', async () => {
    let next = 0;
    const one = async () => {
      for (let at = next++; at < PROBES; at = next++) {
        const known = at % 2 === 0;
        const shape = await probe(known ? nearby(at) : nowhere(at));
        const shapes = known ? seen.known : seen.unknown;
        shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    expect([...seen.known.keys()]).toHaveLength(1);
    expect([...seen.known]).toEqual([...seen.unknown]);
    expect([...seen.known.keys()][0]).toMatch(/^202, /);
  });

  it('is looked at no further than its quota, and stopped as soon as the pattern shows', async () => {
    await eventually(async () => {
      const [partner] = await relink.database.sql<{ because: string | null }>(
        `SELECT enquiries_stopped_because AS because FROM relink.partners WHERE society = 'FIS'`,
      );
      expect(partner!.because).toMatch(/^(many-variants|finds-nothing)$/);
    });
    const before = await taken();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThanOrEqual(QUOTA);
    expect(await count('SELECT count(*)::int FROM relink.exchange_inbox WHERE taken_at IS NULL')).toBe(PROBES - before);
    expect(
      await count(`SELECT count(*)::int FROM relink.tasks WHERE kind = 'enquiries-stopped' AND state = 'open'`),
    ).toBe(1);
  });

  it('hears nothing at all before a person answers, and then the same for somebody known and for nobody', async () => {
    expect(await count('SELECT count(*)::int FROM relink.exchange_outbox')).toBe(0);
    const [known, unknown] = await Promise.all([enquiry('> 0'), enquiry('= 0')]);
    for (const { finding, version } of await findingsOf(known)) {
      const reason = { reason: 'It is not her.' };
      await expectStatus(200, caseworker.post(`/enquiry-findings/${finding}/rule-out`, reason, version));
    }
    for (const id of [known, unknown]) {
      const { version } = await expectStatus(200, liaison.get(`/partner-enquiries/${id}`));
      await expectStatus(200, liaison.post(`/partner-enquiries/${id}/answer-nothing`, {}, version));
    }
    const sizes = await eventually(async () => {
      const rows = await relink.database.sql<{ size: number }>(
        'SELECT octet_length(sealed) AS size FROM relink.exchange_outbox WHERE sealed IS NOT NULL',
      );
      if (rows.length < 2) throw new Error('not written yet');
      return rows.map(({ size }) => size);
    });
    expect(new Set(sizes).size).toBe(1);
  });

  it('could not be told more by whoever answers it: that role reads no record and no search key', async () => {
    const readable = await relink.database.sql<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'relink' AND c.relkind IN ('r', 'v', 'p') AND has_any_column_privilege('relink_exchange', c.oid, 'SELECT')
         AND c.relname ~ '^(match|persons|registrations|tracing|sought|enquir|partner_(enquiries|records)|bases|dossiers)'`,
    );
    expect(readable).toEqual([]);
  });
});

/** An enquiry that was looked at, by how many findings it has. */
async function enquiry(findings: string): Promise<string> {
  const [row] = await relink.database.sql<{ id: string }>(
    `SELECT e.id FROM relink.partner_enquiries e WHERE e.state = 'searching'
       AND (SELECT count(*) FROM relink.enquiry_findings f WHERE f.dossier_id = e.id) ${findings} ORDER BY e.id LIMIT 1`,
  );
  return row!.id;
}

function findingsOf(enquiryId: string): Promise<{ finding: string; version: number }[]> {
  return relink.database.sql<{ finding: string; version: number }>(
    'SELECT id AS finding, version FROM relink.enquiry_findings WHERE dossier_id = $1',
    [enquiryId],
  );
}
