import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { remember, remembered } from '../app/device.js';
import { useTexts } from '../app/texts.js';

export const DECIDE_EVENT = 'relink:choose-decision';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=dialog]') !== null;

interface KeysProps {
  ids: readonly string[];
  current: string;
}

/**
 * j and k step through the proposals of one request, digits choose a decision. Single keys can be switched off, as
 * WCAG 2.1.4 asks: they get in the way of speech input.
 */
export function MatchKeys({ ids, current }: KeysProps) {
  const say = useTexts();
  const navigate = useNavigate();
  const [on, setOn] = useState(() => remembered('match-keys') !== 'off');
  const at = ids.indexOf(current);

  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      const to = step === 0 || at < 0 ? undefined : ids[at + step];
      if (to) void navigate(`/matches/${to}`);
      if (/^[1-9]$/.test(event.key)) window.dispatchEvent(new CustomEvent(DECIDE_EVENT, { detail: Number(event.key) }));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on, ids, at, navigate]);

  return (
    <label className="keys small muted">
      <input
        type="checkbox"
        checked={on}
        onChange={() => {
          remember('match-keys', on ? 'off' : 'on');
          setOn(!on);
        }}
      />
      <span>
        <kbd>j</kbd> <kbd>k</kbd> {say('match.keys-step')} · <kbd>1</kbd>–<kbd>3</kbd> {say('match.keys-decide')}
      </span>
    </label>
  );
}

export function Neighbours({ ids, current }: KeysProps) {
  const say = useTexts();
  const at = ids.indexOf(current);
  if (at < 0 || ids.length < 2) return null;
  const before = ids[at - 1];
  const after = ids[at + 1];
  return (
    <nav className="neighbours small" aria-label={say('match.neighbours')}>
      {before && <Link to={`/matches/${before}`}>{say('match.previous')}</Link>}
      <span className="muted">{say('match.place', { number: at + 1, of: ids.length })}</span>
      {after && <Link to={`/matches/${after}`}>{say('match.next')}</Link>}
    </nav>
  );
}
