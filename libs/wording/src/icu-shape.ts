import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** The slots a text uses and the forms of its plurals; for the specs of the catalogues. */
export function shapeOf(text: string): { slots: string[]; plurals: string[][] } {
  const slots = new Set<string>();
  const plurals: string[][] = [];
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      slots.add(element.value);
      if (element.type !== TYPE.plural) continue;
      plurals.push(Object.keys(element.options));
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text, { ignoreTag: true }));
  return { slots: [...slots].sort(), plurals };
}
