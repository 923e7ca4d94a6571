import { DATA_CATEGORIES, isGuarded, LEGAL_BASES, PURPOSE_RULES, PURPOSES, type Purpose } from '#libs/consent';
import type { RetentionTime } from './retention-rules.js';

/** What each purpose is, for whoever reads the register: a sentence about the person, not about the software. */
const MEANING: Readonly<Record<Purpose, string>> = {
  trace: 'Looking for a person who lost contact with their family',
  'match-within-society': 'Comparing those who are looked for with those who were met, within the Society',
  'ask-partners-blindly': 'Asking partners whether they may know the person, without telling them who it is',
  'share-with-partner': 'Giving agreed information to a named partner Society',
  'share-with-icrc': 'Giving agreed information to the ICRC',
  'share-with-authority': 'Asking a named authority about the person, after a do-no-harm check by two people',
  'publish-enquirer-photo': 'Publishing a photo of the person who is looking, so that they can be found',
  'tell-fate': 'Telling the family what became of the person',
  'tell-place': 'Telling the family where the person is',
  'give-contact': 'Giving the family a way to reach the person',
  'pass-message': 'Carrying family news between members of a family',
  reunite: 'Bringing members of a family together',
  refer: 'Referring the person to a named service that can help',
  statistics: 'Counting cases, in figures too coarse to show a person',
};

/** `docs/register-of-processing.md` (GDPR, article 30), made from the purposes, their rules and the times of retention. */
export function describeProcessing(times: readonly RetentionTime[]): string {
  const purposes = PURPOSES.map((purpose) => {
    const { recipients, named, only } = PURPOSE_RULES[purpose];
    return [
      `\`${purpose}\``,
      MEANING[purpose],
      (only ?? LEGAL_BASES).map(words).join(', '),
      `${recipients.map(words).join(', ')}${named ? ' (named in the basis)' : ''}`,
      isGuarded(purpose) ? 'closed for people with a protection flag' : '–',
    ];
  });
  const kept = times.map(({ category, days, proposal }) => [words(category), String(days), proposal]);
  return `# Register of processing

Made from the purposes in the code (\`libs/consent\`) and the times of retention (\`libs/stewardship/tables\`); do not edit. It is the record
that article 30 of the GDPR asks for. The Society adds who it is and who its data protection officer is.

Migration control is not a purpose and cannot be added: a new purpose is a migration with a written decision.

## Purposes

${table(['purpose', 'what it is', 'legal bases', 'receivers', 'people at risk'], purposes)}

## People

Enquirers; people who are looked for; people who were met and registered; their relatives, caregivers and guardians. Many are children,
displaced, detained or otherwise at risk.

## Categories of data

${DATA_CATEGORIES.map((category) => `- ${words(category)}`).join('\n')}

Photo, health, detention and protection are used only where a basis names them.

## How long it is kept

${table(['records', 'days from their end', 'proposed to the steward then'], kept)}

A Society may set other times. Nothing is erased without the steward's decision, and nothing that is on legal hold is erased at all.

## How it is protected

What is told of a person is sealed under a key of their own (AES-256-GCM); erasing destroys the key. Who sees a record follows from its branch,
its sensitivity and who is assigned, in policies and in the database alike. Every reading and every disclosure is written to a log that shows
tampering. See \`docs/operations.md\`.
`;
}

function words(code: string): string {
  return code.replaceAll('-', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...rest] = [head, ...rows].map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}
