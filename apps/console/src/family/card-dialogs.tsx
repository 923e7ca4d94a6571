import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { cancelCard, issueCard, reIssueCard } from '../api/family.js';
import {
  PORTAL_LANGUAGES,
  type FamilyCard,
  type IssuedCard,
  type PortalLanguage,
  type TracingRequest,
} from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextField } from '../ui/field.js';

/** As the service asks: short enough to say, long enough not to be guessed. */
const LETTERS = { least: 4, most: 60 };
const isWord = (word: string) => word.trim().length >= LETTERS.least;

function useCardStep<T>(requestId: string, take: () => Promise<T>, done: (result: T) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: (result) => {
      void queries.invalidateQueries({ queryKey: ['family-desk', requestId] });
      void queries.invalidateQueries({ queryKey: ['tracing-request', requestId] });
      done(result);
    },
  });
}

interface IssueProps {
  onIssued: (card: IssuedCard) => void;
  onClose: () => void;
}

export function IssueDialog({ request, onIssued, onClose }: IssueProps & { request: TracingRequest }) {
  const say = useTexts();
  const intl = useIntl();
  const [language, setLanguage] = useState<PortalLanguage | ''>(languageOf(request) ?? '');
  const [word, setWord] = useState('');
  const [checked, setChecked] = useState(false);
  const issue = useCardStep(
    request.id,
    () => issueCard(request.id, { language: language || 'en', word }),
    (card) => {
      onIssued(card);
      onClose();
    },
  );
  const submit = () => {
    setChecked(true);
    if (language && isWord(word)) issue.mutate();
  };
  return (
    <Ask
      title={say('card.issue')}
      intro={say('card.issue-words')}
      submit={say('card.make')}
      busy={issue.isPending}
      error={issue.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('card.language')}
        path="language"
        value={language}
        options={PORTAL_LANGUAGES}
        nameOf={(code) => nameInBoth(intl.locale, code)}
        onChange={setLanguage}
        error={checked && !language ? say('form.choose-one') : undefined}
      />
      <Word value={word} onChange={setWord} checked={checked} />
    </Ask>
  );
}

export function ReIssueDialog(props: IssueProps & { requestId: string; card: FamilyCard }) {
  const { requestId, card, onIssued, onClose } = props;
  const say = useTexts();
  const [word, setWord] = useState('');
  const [checked, setChecked] = useState(false);
  const reIssue = useCardStep(
    requestId,
    () => reIssueCard(card.id, card.version, word),
    (issued) => {
      onIssued(issued);
      onClose();
    },
  );
  const submit = () => {
    setChecked(true);
    if (isWord(word)) reIssue.mutate();
  };
  return (
    <Ask
      title={say('card.re-issue')}
      intro={say('card.re-issue-words')}
      submit={say('card.make')}
      busy={reIssue.isPending}
      error={reIssue.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Word value={word} onChange={setWord} checked={checked} />
    </Ask>
  );
}

export function CancelDialog(props: { requestId: string; card: FamilyCard; onClose: () => void }) {
  const { requestId, card, onClose } = props;
  const say = useTexts();
  const cancel = useCardStep(requestId, () => cancelCard(card.id, card.version), onClose);
  return (
    <Ask
      title={say('card.cancel')}
      intro={say('card.cancel-words')}
      submit={say('card.cancel')}
      busy={cancel.isPending}
      error={cancel.error}
      onSubmit={() => cancel.mutate()}
      onClose={onClose}
    />
  );
}

function Word(props: { value: string; onChange: (value: string) => void; checked: boolean }) {
  const { value, onChange, checked } = props;
  const say = useTexts();
  return (
    <TextField
      label={say('card.word')}
      hint={say('card.word-hint', { least: LETTERS.least })}
      path="word"
      anyScript
      maxLength={LETTERS.most}
      value={value}
      onChange={onChange}
      error={checked && !isWord(value) ? say('card.word-short', { least: LETTERS.least }) : undefined}
    />
  );
}

/** The first of the enquirer's languages that the portal speaks. Dari is written as the Persian of Afghanistan there. */
function languageOf({ interview }: TracingRequest): PortalLanguage | undefined {
  const spoken = (interview.enquirer?.person.languages ?? []).map((code) => (code === 'prs' ? 'fa-AF' : code));
  return spoken.flatMap((code) => PORTAL_LANGUAGES.filter((one) => one === code))[0];
}

/** In the reader's language and in its own, because the family may want to point at it. */
function nameInBoth(locale: string, code: PortalLanguage): string {
  const [read, own] = [displayName(locale, 'language', code), displayName(code, 'language', code)];
  return read === own ? read : `${read} · ${own}`;
}
