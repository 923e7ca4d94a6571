import { defineWorkflow, type ActionOf, type Doer, type GuardOf, type StateOf } from '#libs/workflow';

/** Who brings lists in: whoever answers for what is registered. */
const BRING_IN = ['caseworker', 'supervisor', 'child-protection-specialist'] as const satisfies readonly Doer[];

/** A list of people from elsewhere, from the wish to bring it in to the moment nothing is left of it but what it led to. */
export const listWorkflow = defineWorkflow({
  name: 'list',
  title: 'List of people',
  about: [
    'A list is announced, then its bytes are sent. They are sealed as they arrive. What kind of file it is and which columns it has is recognised by itself; a broken file is refused with the line.',
    'A check does everything and takes it back: it says row by row what would become of the list. Only a checked list is imported. Both run piece by piece in the background, and each row lands once, whatever is switched off meanwhile. A run that came to a standstill is gone on with every hour, for thirty days; then the list ends, and whoever was registered stays so.',
    'A list may also be compared with the open requests of the branch instead: nobody on it is registered. Each likeness is a proposal that a person judges, and what came of it is written down as a search action of the request.',
    'Nobody on it was asked by us. So it says from the beginning on what ground it is here, with whom that was agreed and until when; after that day nothing more is done with it, and it is forgotten. Whoever is registered from it rests on the same ground, and no longer than that day. Thirty days before, whoever has the list in hands is reminded.',
    'When a list has come to its end it is erased with its key. The report of the rows stays for ninety days.',
  ],
  states: [
    'announced',
    'uploaded',
    'recognised',
    'checking',
    'checked',
    'importing',
    'imported',
    'comparing',
    'compared',
    'closed',
    'cancelled',
    'failed',
  ],
  initial: 'announced',
  terminal: ['imported', 'closed', 'cancelled', 'failed'],
  guards: {
    'arrived-whole': 'The file did not arrive whole. Send it again.',
    'columns-known': 'Say which column holds the names. A list without names cannot be brought in.',
    'all-judged': 'Somebody this list may hold has not been judged yet. Judge every proposal first.',
    'within-agreed-time':
      'The time agreed for this list is over. Agree on a later day with whoever made it, and bring it in again.',
    'rows-to-import':
      'The check found no row that can be imported. Read the report, correct the list and send it again.',
  },
  transitions: [
    { action: 'announce', from: 'none', to: 'announced', by: BRING_IN, guards: [], emits: 'lists.announced' },
    {
      action: 'receive',
      from: ['announced'],
      to: 'uploaded',
      by: BRING_IN,
      guards: ['arrived-whole'],
      emits: 'lists.uploaded',
    },
    {
      action: 'recognise',
      from: ['uploaded'],
      to: 'recognised',
      by: ['system'],
      guards: [],
      emits: 'lists.recognised',
    },
    {
      action: 'refuse',
      from: ['uploaded', 'checking', 'importing', 'comparing'],
      to: 'failed',
      by: ['system'],
      guards: [],
      emits: 'lists.failed',
    },
    {
      action: 'check',
      from: ['recognised', 'checked'],
      to: 'checking',
      by: BRING_IN,
      guards: ['columns-known', 'within-agreed-time'],
      emits: 'lists.check-begun',
    },
    { action: 'finish-check', from: ['checking'], to: 'checked', by: ['system'], guards: [], emits: 'lists.checked' },
    {
      action: 'start',
      from: ['checked'],
      to: 'importing',
      by: BRING_IN,
      guards: ['rows-to-import', 'within-agreed-time'],
      emits: 'lists.import-begun',
    },
    { action: 'finish', from: ['importing'], to: 'imported', by: ['system'], guards: [], emits: 'lists.imported' },
    {
      action: 'compare',
      from: ['recognised', 'checked'],
      to: 'comparing',
      by: ['caseworker'],
      guards: ['columns-known', 'within-agreed-time'],
      emits: 'lists.comparison-begun',
    },
    {
      action: 'finish-comparison',
      from: ['comparing'],
      to: 'compared',
      by: ['system'],
      guards: [],
      emits: 'lists.compared',
    },
    {
      action: 'close',
      from: ['compared'],
      to: 'closed',
      by: ['caseworker'],
      guards: ['all-judged'],
      emits: 'lists.closed',
    },
    {
      action: 'cancel',
      from: ['announced', 'uploaded', 'recognised', 'checking', 'checked', 'importing', 'comparing', 'compared'],
      to: 'cancelled',
      by: BRING_IN,
      guards: [],
      emits: 'lists.cancelled',
    },
    {
      action: 'run-out',
      from: ['announced', 'uploaded', 'recognised', 'checking', 'checked', 'importing', 'comparing', 'compared'],
      to: 'cancelled',
      by: ['system'],
      guards: [],
      emits: 'lists.cancelled',
    },
  ],
});

export type ListState = StateOf<typeof listWorkflow>;
export type ListAction = ActionOf<typeof listWorkflow>;
export type ListGuard = GuardOf<typeof listWorkflow>;
