import type { ContactInput } from '#libs/people';
import { chooseContact, type Choice, type Surroundings } from './choose-contact.js';
import { readHours, type Hours } from './hours.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  channels: ['email', 'sms'],
  now: NOON,
  zone: 'UTC',
  quiet: readHours('20:00-08:00') as Hours,
  failing: () => false,
  ...more,
});
const phone = (more: Partial<ContactInput> = {}): ContactInput => ({ kind: 'phone', value: '+999 555 0199', ...more });
const mail = (more: Partial<ContactInput> = {}): ContactInput => ({
  kind: 'messaging',
  value: 'somebody@mail.example',
  ...more,
});
const choose = (contacts: ContactInput[], more: Partial<Surroundings> = {}, languages: string[] = []): Choice =>
  chooseContact({ names: [], contacts, languages }, around(more));
const NOBODY = 'nobody-to-write-to';

describe('Whom a machine may write to', () => {
  it('is the first contact that is the person’s own and leads somewhere, in its language', () => {
    expect(choose([phone({ language: 'ti' }), mail()], {}, ['so'])).toEqual({
      now: { channel: 'sms', address: '+9995550199', languages: ['ti', 'so'] },
    });
    expect(choose([phone(), mail()], { channels: ['email'] })).toMatchObject({ now: { channel: 'email' } });
  });

  it.each([
    ['nobody without contacts', []],
    ['no letter', [{ kind: 'post', value: 'Harbour Street 1' }]],
    ['nobody through somebody else', [{ kind: 'reach-through', value: '+999 555 0199' }]],
    ['no number without its country', [phone({ value: '22 00 00 00' })]],
    ['no number in words', [phone({ value: 'ask at the shop' })]],
    ['no account in another service', [{ kind: 'messaging', value: '@somebody' }]],
    ['no address that smuggles a second one', [mail({ value: 'a@mail.example, b@mail.example' })]],
    ['no address that smuggles a header', [mail({ value: 'a@mail.example\r\nBcc: b@mail.example' })]],
  ] as [string, ContactInput[]][])('is %s', (_, contacts) => {
    expect(choose(contacts)).toBe(NOBODY);
  });

  it('is nobody whose note about hours or words only a person understands', () => {
    expect(choose([phone({ safeHours: 'when my brother is out' })])).toBe(NOBODY);
    expect(choose([phone({ mayBeSaid: 'Say that it is about the rent.' })])).toBe(NOBODY);
    expect(choose([phone({ mayBeSaid: 'Nothing' })])).toBe(NOBODY);
    expect(choose([phone({ mayBeSaid: 'Please call' })])).toMatchObject({ now: {} });
  });

  it('has failing addresses left out', () => {
    expect(choose([phone(), mail()], { failing: (address) => address.startsWith('+') })).toMatchObject({
      now: { channel: 'email' },
    });
    expect(choose([phone()], { failing: () => true })).toBe(NOBODY);
  });
});

describe('When', () => {
  it('is in the hours the person named, at the earliest of all contacts', () => {
    expect(choose([phone({ safeHours: 'evenings' })])).toEqual({ later: new Date('2026-11-21T18:00:00Z') });
    expect(choose([phone({ safeHours: 'evenings' }), mail({ safeHours: '14-15' })])).toEqual({
      later: new Date('2026-11-21T14:00:00Z'),
    });
    expect(choose([phone({ safeHours: 'evenings' }), mail()])).toMatchObject({ now: { channel: 'email' } });
  });

  it('is never in the quiet hours of somebody who named none', () => {
    const night = new Date('2026-11-21T22:30:00Z');
    expect(choose([phone()], { now: night })).toEqual({ later: new Date('2026-11-22T08:00:00Z') });
    expect(choose([phone()], { now: night, zone: 'America/Bogota' })).toMatchObject({ now: {} });
    expect(choose([phone({ safeHours: 'any time' })], { now: night })).toMatchObject({ now: {} });
  });
});
