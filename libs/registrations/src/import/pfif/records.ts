import { SaxesParser } from 'saxes';
import {
  ImportDtdRefused,
  ImportLineTooLong,
  ImportMalformedXml,
  ImportNotPfif,
  ImportRefused,
} from '../import.errors.js';
import { clean } from '../import-row.js';
import { OLD_NAMES, PFIF_NAMESPACE, type PfifPerson, type PfifRecord } from './fields.js';

export type PfifItem = { person: PfifPerson } | { note: PfifRecord };

/** Most characters of one piece of text or markup, and of one person with all notes. */
const LONGEST_PIECE = 1_000_000;
const LONGEST_PERSON = 5_000_000;
const DEEPEST = 32;

/**
 * The persons of a PFIF file with the notes inside them, and the notes outside, as they come by. Well-formed XML only;
 * a document type is refused before anything in it is read, so there are no entities to expand.
 * @throws ImportMalformedXml, ImportDtdRefused, ImportNotPfif, ImportLineTooLong
 */
export async function* pfifRecords(text: AsyncIterable<string>): AsyncGenerator<PfifItem> {
  const reader = new PfifReader();
  for await (const chunk of text) {
    reader.write(chunk);
    yield* reader.take();
  }
  reader.close();
  yield* reader.take();
  if (!reader.sawPfif) throw new ImportNotPfif();
}

/** What an open element is to us. */
type Element = 'person' | 'note' | 'field' | 'other';

class PfifReader {
  sawPfif = false;
  readonly #parser = new SaxesParser({ xmlns: true });
  #items: PfifItem[] = [];
  #person?: PfifPerson;
  #note?: PfifRecord;
  #field?: { name: string; text: string };
  readonly #open: Element[] = [];
  /** Characters fed since the parser last finished a piece, and since the person began. */
  #sincePiece = 0;
  #sincePerson = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('xmldecl', ({ encoding }) => {
      // the bytes were read as Unicode; a file that claims something else means other characters
      if (encoding && !/^(utf-?8|utf-?16(le|be)?|us-ascii)$/i.test(encoding)) this.malformed();
    });
    parser.on('doctype', () => {
      throw new ImportDtdRefused(parser.line);
    });
    parser.on('opentag', ({ local, uri, name }) =>
      this.startElement(PFIF_NAMESPACE.test(uri) ? local : undefined, name),
    );
    parser.on('closetag', () => this.endElement());
    parser.on('text', (text) => this.characters(text));
    parser.on('cdata', (text) => this.characters(text));
    parser.on('comment', () => this.piece());
    parser.on('processinginstruction', () => this.piece());
    parser.on('error', () => this.malformed());
  }

  write(chunk: string): void {
    if (chunk === '') return;
    this.#sincePiece += chunk.length;
    this.#sincePerson += chunk.length;
    this.guarded(() => this.#parser.write(chunk));
    if (this.#sincePiece > LONGEST_PIECE || (this.#person && this.#sincePerson > LONGEST_PERSON))
      throw new ImportLineTooLong(this.#person?.line ?? this.#parser.line);
  }

  close(): void {
    this.guarded(() => this.#parser.close());
  }

  take(): PfifItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof ImportRefused) throw error;
      this.malformed();
    }
  }

  private malformed(): never {
    throw new ImportMalformedXml(this.#parser.line, this.#parser.column);
  }

  private piece(): void {
    this.#sincePiece = 0;
  }

  /** @param local the element's name where it is one of PFIF's */
  private startElement(local: string | undefined, name: string): void {
    this.piece();
    if (local) this.sawPfif = true;
    if (this.#open.push(this.begin(local, name)) > DEEPEST) this.malformed();
  }

  private begin(local: string | undefined, name: string): Element {
    const record = { line: this.#parser.line, fields: new Map<string, string>() };
    if (this.#field) return 'other';
    if (!this.#person && !this.#note) this.#sincePerson = 0;
    if (local === 'person' && !this.#person && !this.#note) {
      this.#person = { ...record, notes: [] };
      return 'person';
    }
    if (local === 'note' && !this.#note) {
      this.#note = record;
      return 'note';
    }
    if (!this.#person && !this.#note) return 'other';
    this.#field = { name: local ? (OLD_NAMES[local] ?? local) : name, text: '' };
    return 'field';
  }

  private endElement(): void {
    this.piece();
    switch (this.#open.pop()) {
      case 'field':
        this.keepField();
        break;
      case 'note':
        if (this.#person) this.#person.notes.push(this.#note!);
        else this.#items.push({ note: this.#note! });
        this.#note = undefined;
        break;
      case 'person':
        this.#items.push({ person: this.#person! });
        this.#person = undefined;
        break;
      case 'other':
      case undefined:
    }
  }

  private characters(text: string): void {
    this.piece();
    if (this.#field) this.#field.text += text;
  }

  /** A field that comes twice is kept as two lines. */
  private keepField(): void {
    const { name, text } = this.#field!;
    this.#field = undefined;
    const { fields } = this.#note ?? this.#person!;
    const value = clean(text);
    if (value) fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value);
  }
}
