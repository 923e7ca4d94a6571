import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A file from the wish to add it to the moment somebody may open it. */
export const storedFileWorkflow = defineWorkflow({
  name: 'file',
  title: 'File',
  about: [
    'A file is announced with its name and purpose, then its bytes are sent. They are sealed as they arrive, and nobody can open them until they were checked: what they really are, whether they hide a second file or act by themselves, and, where a scanner is set up, whether it knows them as malware. Pictures are drawn anew without what the camera wrote into them.',
  ],
  states: ['announced', 'received', 'ready', 'refused'],
  initial: 'announced',
  terminal: ['ready', 'refused'],
  guards: {
    'arrived-whole': 'The file did not arrive whole. Send it again.',
    'type-accepted': 'Save the file as PDF, JPEG, PNG, WebP, TIFF or plain text and send it again.',
    'nothing-hidden': 'The file holds more than it shows.',
    'scanner-content': 'The malware scanner has not let the file pass.',
  },
  transitions: [
    {
      action: 'announce',
      from: 'none',
      to: 'announced',
      by: ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'],
      guards: [],
      emits: 'files.announced',
    },
    {
      action: 'receive',
      from: ['announced'],
      to: 'received',
      by: ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'],
      guards: ['arrived-whole', 'type-accepted'],
      emits: 'files.received',
    },
    {
      action: 'pass',
      from: ['received'],
      to: 'ready',
      by: ['system'],
      guards: ['nothing-hidden', 'scanner-content'],
      emits: 'files.ready',
    },
    { action: 'refuse', from: ['received'], to: 'refused', by: ['system'], guards: [], emits: 'files.refused' },
  ],
});

export type StoredFileState = StateOf<typeof storedFileWorkflow>;
export type StoredFileAction = ActionOf<typeof storedFileWorkflow>;
export type StoredFileGuard = GuardOf<typeof storedFileWorkflow>;
