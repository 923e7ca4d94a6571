import { copyPage } from './copy-page.js';
import type { PersonCopy } from './person-copies.js';

const copy: PersonCopy = {
  madeOn: '2026-11-21',
  person: {
    names: [{ text: '<b>Amina & "Co"</b>', kind: 'legal', script: 'Latn' }],
    birth: { year: 2004, said: 'about 2004' },
    contacts: [{ kind: 'phone', value: '+999 555 0199' }],
  },
  relatives: ['mother'],
  bases: [
    {
      state: 'standing',
      basis: {
        legalBasis: 'consent',
        purposes: ['trace'],
        givenBy: 'self',
        how: 'spoken',
        restrictions: ['not-to-icrc'],
      },
    },
  ],
  readBy: [{ day: '2026-11-20', role: 'caseworker' }],
  received: [],
};

describe('The copy as a page', () => {
  const page = copyPage(copy);

  it('shows what was told as text and never as markup', () => {
    expect(page).toContain('&lt;b&gt;Amina &amp; &quot;Co&quot;&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });

  it('shows each part: what is kept, what for, who read and who received', () => {
    for (const text of ['+999 555 0199', 'about 2004', 'not-to-icrc', '2026-11-20', 'caseworker', 'mother', 'nothing'])
      expect(page).toContain(text);
  });

  it('asks for nothing from elsewhere and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|https?:|style=/);
  });
});
