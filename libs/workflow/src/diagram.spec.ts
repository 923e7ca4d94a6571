import { format } from 'prettier';
import { defineWorkflow } from './define-workflow.js';
import { describeWorkflow, describeWorkflows, stateDiagram } from './diagram.js';
import { listWorkflow } from './listing.js';

const letter = defineWorkflow({
  name: 'letter',
  title: 'Letter',
  about: ['Family news only.'],
  states: ['draft', 'on-its-way', 'closed'],
  initial: 'draft',
  terminal: ['closed'],
  guards: { 'address-known': 'Ask for the address | the phone.' },
  transitions: [
    { action: 'write', from: 'none', to: 'draft', by: ['portal'], guards: [], emits: 'letters.written' },
    {
      action: 'send-off',
      from: ['draft'],
      to: 'on-its-way',
      by: ['caseworker', 'supervisor', 'liaison'],
      guards: ['address-known'],
      deadline: { name: 'ask-for-news', days: 7, urgent: { when: 'child', hours: 72 } },
      emits: 'letters.sent',
    },
    {
      action: 'close',
      from: ['draft', 'on-its-way'],
      to: 'closed',
      by: ['caseworker'],
      guards: [],
      deadline: { name: 'retention', given: true },
      emits: 'letters.closed',
    },
    {
      action: 'return',
      from: ['on-its-way'],
      to: 'closed',
      by: ['system'],
      guards: [],
      deadline: { name: 'notice', hours: 12 },
      emits: 'letters.returned',
    },
  ],
});

describe('the state diagram', () => {
  it('draws every state, one arrow between two states, and the ends', () => {
    expect(stateDiagram(letter)).toBe(
      `stateDiagram-v2
  state "draft" as draft
  state "on its way" as on_its_way
  state "closed" as closed
  [*] --> draft : write
  draft --> on_its_way : send off
  draft --> closed : close
  on_its_way --> closed : close, return
  closed --> [*]`,
    );
  });
});

describe('the page of a workflow', () => {
  const page = describeWorkflow(letter);

  it('says in a table who takes which step when', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
    expect(cells.map(([, ...row]) => row.slice(0, 5))).toEqual(
      expect.arrayContaining([
        ['write', '– → draft', 'the family portal', '–', '–'],
        [
          'send off',
          'draft → on its way',
          'a caseworker, a supervisor or a liaison officer',
          '`address-known`',
          'ask for news: 7 days (child: 72 hours)',
        ],
        ['close', 'draft, on its way → closed', 'a caseworker', '–', 'retention: as given'],
        ['return', 'on its way → closed', 'Relink itself', '–', 'notice: 12 hours'],
      ]),
    );
  });

  it('holds its own text, and does not let a text break the table', () => {
    expect(page).toContain('## Letter\n\nFamily news only.\n');
    expect(page).toContain('Ask for the address \\| the phone.');
  });

  it('is formatted as the rest of the repository', async () => {
    const whole = describeWorkflows([letter, letter]);
    expect(await format(whole, { parser: 'markdown', printWidth: 120 })).toBe(whole);
    expect(whole.split(page)).toHaveLength(3);
  });
});

describe('the listing', () => {
  it('survives JSON unchanged, with every step in it', () => {
    const listing = listWorkflow(letter);
    expect(JSON.parse(JSON.stringify(listing))).toEqual(listing);
    expect(listing.transitions.map(({ action, from, deadline }) => [action, from, deadline?.name ?? null])).toEqual([
      ['write', [], null],
      ['send-off', ['draft'], 'ask-for-news'],
      ['close', ['draft', 'on-its-way'], 'retention'],
      ['return', ['on-its-way'], 'notice'],
    ]);
    expect(listing.guards).toEqual([{ name: 'address-known', message: 'Ask for the address | the phone.' }]);
  });
});
