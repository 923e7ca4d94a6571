import { DAY, formed, listOf, oneOf, record, SHA256, UUID, whole, words, type ShapeOf } from './shapes.js';

const LANGUAGE = formed('[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*', 35);
const COUNTRY = formed('[A-Z]{2}', 2);

const NAME = record(
  {
    text: words(200),
    kind: oneOf(['legal', 'usual', 'nickname', 'religious', 'alias', 'before-marriage', 'document-spelling']),
  },
  { language: LANGUAGE },
);
/** Between which days, both of them included; the same day twice where it is known. */
const SPAN = record({ earliest: DAY, latest: DAY }, { said: words(200) });
const PLACE = record(
  { kind: oneOf(['birth', 'origin', 'residence', 'last-seen', 'registered', 'route']), text: words(300) },
  { country: COUNTRY },
);
// Written out, though records have the same words today: what partners speak changes with a version of the protocol, and not
// because a record here learns a new word.
const RELATION = oneOf([
  'mother',
  'father',
  'sibling',
  'spouse',
  'child',
  'grandparent',
  'aunt-or-uncle',
  'cousin',
  'caregiver',
  'companion',
  'other',
]);

/** Bytes. */
export const LARGEST_FILE = 20_000_000;
export const SHARED_MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export const SHARED_FILE_KINDS = ['photo', 'document', 'letter'] as const;

/** A file that follows in parts, in messages of their own. */
const FILE = record({
  /** What both call it. */
  id: UUID,
  kind: oneOf(SHARED_FILE_KINDS),
  /** Of all its bytes. */
  sha256: SHA256,
  bytes: whole(1, LARGEST_FILE),
  mediaType: oneOf(SHARED_MEDIA_TYPES),
});

/** A person as one Society tells another of them: nothing has to be there, and nothing else may be. */
export const SHARED_PERSON = record(
  {},
  {
    names: listOf(NAME, 1, 10),
    sex: oneOf(['female', 'male']),
    birth: SPAN,
    places: listOf(PLACE, 1, 20),
    languages: listOf(LANGUAGE, 1, 20),
    occupation: words(300),
    marks: words(1_000),
    /** What the person is to the one who asks. */
    relation: RELATION,
    relatives: listOf(record({ kind: RELATION, names: listOf(NAME, 1, 10) }, { birth: SPAN }), 1, 20),
    circumstances: words(4_000),
    fate: oneOf(['alive', 'told-in-person']),
    whereabouts: words(1_000),
    contacts: listOf(
      record({ kind: oneOf(['phone', 'post', 'messaging', 'reach-through']), value: words(300) }),
      1,
      10,
    ),
    files: listOf(FILE, 1, 10),
  },
);
export type SharedPerson = ShapeOf<typeof SHARED_PERSON>;
