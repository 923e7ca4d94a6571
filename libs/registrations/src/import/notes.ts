import type { NoteInput } from '../registration-details.js';
import { LIMITS } from '#libs/people';

/** A note, or several in a row where its text is longer than one note may be. */
export function notesOf(note: NoteInput): NoteInput[] {
  const most = LIMITS.lengths.text;
  if (note.text.length <= most) return [note];
  const notes: NoteInput[] = [];
  for (let start = 0; start < note.text.length;) {
    let end = Math.min(start + most, note.text.length);
    // not between the two halves of one character
    if (end < note.text.length && /[\uD800-\uDBFF]/.test(note.text[end - 1]!)) end--;
    const { sourceId } = note;
    notes.push({
      ...note,
      text: note.text.slice(start, end),
      ...(sourceId && { sourceId: `${sourceId}#${notes.length}` }),
    });
    start = end;
  }
  return notes;
}
