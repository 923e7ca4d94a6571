/** One row of the table of settings. `parse` returns the value, or throws a RangeError that says what is allowed. */
export interface Setting<Value> {
  variable: string;
  meaning: string;
  fallback: Value;
  secret: boolean;
  allowed: string;
  parse: (text: string) => Value;
}

function setting<Value>(
  variable: string,
  fallback: Value,
  meaning: string,
  allowed: string,
  parse: (text: string) => Value,
  secret = false,
): Setting<Value> {
  return { variable, fallback, meaning, allowed, parse, secret };
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`must be a whole number from ${least} to ${most}`);
  return value;
}

/** The kinds a setting can be of. */
export const kind = {
  text: (variable: string, fallback: string, meaning: string, shape?: RegExp): Setting<string> =>
    setting(variable, fallback, meaning, shape ? String(shape) : 'text', (text) => {
      if (shape && !shape.test(text)) throw new RangeError(`must look like ${shape.source}`);
      return text;
    }),
  secret: (variable: string, meaning: string): Setting<string> =>
    setting(variable, '', meaning, 'text, secret', (text) => text, true),
  whole: (variable: string, fallback: number, meaning: string, least: number, most: number): Setting<number> =>
    setting(variable, fallback, meaning, `${least} to ${most}`, (text) => wholeNumber(text, least, most)),
  port: (variable: string, fallback: number, meaning: string): Setting<number> =>
    setting(variable, fallback, meaning, '1 to 65535', (text) => wholeNumber(text, 1, 65_535)),
  choice: <const Options extends readonly string[]>(
    variable: string,
    options: Options,
    fallback: Options[number],
    meaning: string,
  ): Setting<Options[number]> =>
    setting(variable, fallback, meaning, options.join(', '), (text) => {
      if (!options.includes(text)) throw new RangeError(`must be one of: ${options.join(', ')}`);
      return text;
    }),
};
