import { CATALOGUES } from '#libs/wording';
import { linesOf, MESSAGE_REFUSALS, RETURN_REASONS } from './letter.js';
import { wordsForWriter } from './message-view.js';

describe('The lines of a message', () => {
  it.each([
    ['', 1],
    ['one', 1],
    ['one\ntwo\n', 2],
    ['one\r\ntwo', 2],
    ['one\n\nthree', 3],
    ['x'.repeat(80), 1],
    ['x'.repeat(81), 2],
    ['😀'.repeat(80), 1],
  ])('of %j are %i', (text, lines) => {
    expect(linesOf(text)).toBe(lines);
  });
});

describe('What the writer is told', () => {
  const details = { relation: 'sibling', language: 'es-MX', address: 'A street.' } as const;

  it.each(MESSAGE_REFUSALS)('says why a message was refused: %s', (refusal) => {
    const said = wordsForWriter('refused', { ...details, refusal }, 'Yusuf');
    expect(said).toMatchObject({ language: 'es' });
    expect(said!.text).toContain(CATALOGUES.es.texts[`message.why.${refusal}`]);
    expect(said!.beside).toContain(CATALOGUES.en.texts[`message.why.${refusal}`]);
  });

  it('is the same whatever brought a message back', () => {
    const said = RETURN_REASONS.map((reason) =>
      wordsForWriter('returned', { ...details, returned: { reason } }, 'Yusuf'),
    );
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('offers a search where there is no address, and nothing in between', () => {
    expect(wordsForWriter('collected', { relation: 'sibling', language: 'xx' }, 'Yusuf')?.language).toBe('en');
    expect(wordsForWriter('collected', details, 'Yusuf')).toBeUndefined();
    expect(wordsForWriter('forwarded', details, 'Yusuf')).toBeUndefined();
  });
});
