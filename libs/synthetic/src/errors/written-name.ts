import type { NamePart, WrittenName } from '#libs/linkage';
import type { Culture, Sex } from '../cultures/culture.js';
import type { NameWord, Word } from '../names.js';
import type { Pen } from '../pen.js';
import type { Occurrences } from './occurrences.js';
import { misheard, mistyped } from './slips.js';

/** Half of the records come from forms with a field for each part. */
const IN_PARTS = 0.5;

/** The person's own name as it comes out of the pen, with what happens to it on the way. */
export function ownName(
  words: readonly NameWord[],
  sex: Sex,
  culture: Culture,
  pen: Pen,
  occurrences: Occurrences,
): WrittenName {
  const { random } = occurrences;
  const called = occurrences.change('name.nickname', words, (name) => withNickname(name, culture));
  let parts: NamePart[] = called.map(({ role, word }) => ({ role, text: pen.word(word) }));
  parts = occurrences.change('name.misheard', parts, (name) =>
    withOnePart(name, random.below(name.length), (text) => misheard(text, pen.script, random)),
  );
  parts = occurrences.change('name.typing', parts, (name) =>
    withOnePart(name, random.below(name.length), (text) => mistyped(text, pen.script, random)),
  );
  parts = occurrences.change('name.part-dropped', parts, (name) => {
    if (name.length < 2) return name;
    const dropped = random.below(name.length);
    return name.filter((_, at) => at !== dropped);
  });
  parts = occurrences.change('name.parts-swapped', parts, swapped);
  let comma = false;
  parts = occurrences.change('name.order', parts, (name) => {
    if (name.length < 2) return name;
    const family = name.findIndex(({ role }) => role === 'family');
    if (family === 0) return [...name.slice(1), name[0]!];
    const first = name.at(family)!;
    comma = random.chance(0.5);
    return [first, ...name.filter((part) => part !== first)];
  });
  parts = occurrences.change('name.title', parts, (name) => [
    { role: 'title', text: pen.word(random.pick<Word>(culture.titles[sex])) },
    ...name,
  ]);
  if (parts[0]?.role === 'title') comma = false;
  let text = joinedText(parts, comma);
  const spaced = text;
  text = occurrences.change('name.joined', text, (name) => name.replace(/(\p{L})[ -](?=\p{L})/u, '$1'));
  // joined in the text means joined in no field: the form had one line
  const oneLine = text !== spaced;
  const plain = text;
  text = occurrences.change('name.capitals', text, (name) => (pen.script === 'Latn' ? name.toUpperCase() : name));
  if (oneLine || !random.chance(IN_PARTS)) return { text };
  return { text, parts: text === plain ? parts : parts.map((part) => ({ ...part, text: part.text.toUpperCase() })) };
}

/** A relative's name: whole, or only the given name. */
export function relativesName(words: readonly NameWord[], pen: Pen, occurrences: Occurrences): WrittenName {
  const given = words.filter(({ role }) => role === 'given');
  const told = occurrences.random.chance(0.5) && given.length > 0 ? given : words;
  return {
    text: joinedText(
      told.map(({ role, word }) => ({ role, text: pen.word(word) })),
      false,
    ),
  };
}

function joinedText(parts: readonly NamePart[], comma: boolean): string {
  const [first, ...rest] = parts.map(({ text }) => text);
  return comma && rest.length > 0 ? `${first}, ${rest.join(' ')}` : [first, ...rest].join(' ');
}

/** The nickname of the given name, or of its first word. */
function withNickname(words: readonly NameWord[], { nicknames }: Culture): readonly NameWord[] {
  const at = words.findIndex(({ role }) => role === 'given');
  const given = words[at]?.word.text ?? '';
  const nickname = nicknames[given] ?? nicknames[given.split(' ')[0]!];
  return nickname ? words.map((word, place) => (place === at ? { role: word.role, word: nickname } : word)) : words;
}

function withOnePart(parts: NamePart[], at: number, change: (text: string) => string): NamePart[] {
  const text = change(parts[at]!.text);
  return text === parts[at]!.text ? parts : parts.map((part, place) => (place === at ? { ...part, text } : part));
}

/** The words change places and fields: each stands where the other belongs. */
function swapped(parts: NamePart[]): NamePart[] {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length < 2 || first.text === last.text) return parts;
  return [{ ...first, text: last.text }, ...parts.slice(1, -1), { ...last, text: first.text }];
}
