import type { MouseEvent, ReactNode } from 'react';
import { useTexts } from '../app/texts.js';

/*
 * Lines that can be added and removed stand in an element with `data-lines`, each line with `data-line`. The focus goes
 * along: to the new line, or to the button that adds one. Otherwise a keyboard would be thrown back to the top.
 */

interface AddButtonProps {
  quiet?: boolean;
  onPress: () => void;
  children: ReactNode;
}

export function AddButton({ quiet, onPress, children }: AddButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const lines = event.currentTarget.closest('[data-lines]');
    onPress();
    requestAnimationFrame(() => {
      const last = [...(lines?.querySelectorAll('[data-line]') ?? [])].at(-1);
      last?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    });
  };
  return (
    <button type="button" className={quiet ? 'quiet add' : 'add'} onClick={press}>
      + {children}
    </button>
  );
}

export function RemoveButton({ what, onPress }: { what: string; onPress: () => void }) {
  const say = useTexts();
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const lines = event.currentTarget.closest('[data-lines]');
    onPress();
    requestAnimationFrame(() => [...(lines?.querySelectorAll<HTMLElement>('button.add') ?? [])].at(-1)?.focus());
  };
  return (
    <button type="button" className="quiet remove" onClick={press} aria-label={say('action.remove-what', { what })}>
      {say('action.remove')}
    </button>
  );
}
