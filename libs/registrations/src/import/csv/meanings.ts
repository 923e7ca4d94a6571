/** How lists in the languages of our forms write a person's sex. `m` is male here; a list where it means mujer needs a mapping. */
export const SEX_WORDS: Record<string, 'female' | 'male'> = {
  f: 'female',
  fem: 'female',
  woman: 'female',
  girl: 'female',
  femme: 'female',
  féminin: 'female',
  mujer: 'female',
  femenino: 'female',
  أنثى: 'female',
  انثى: 'female',
  ж: 'female',
  m: 'male',
  masc: 'male',
  man: 'male',
  boy: 'male',
  homme: 'male',
  masculin: 'male',
  hombre: 'male',
  masculino: 'male',
  ذكر: 'male',
  м: 'male',
};

/** What a value means, by the table and by the meanings themselves; capitals do not matter. */
export function meaningOf<T extends string>(
  text: string,
  values: Readonly<Record<string, T>> | undefined,
  meanings: readonly T[],
): T | undefined {
  const folded = fold(text);
  const entry = Object.entries(values ?? {}).find(([value]) => fold(value) === folded);
  return entry?.[1] ?? meanings.find((meaning) => meaning === folded);
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
