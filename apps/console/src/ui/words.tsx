import { Fragment, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Band, Sensitivity } from '../api/types.js';
import { useTexts } from '../app/texts.js';

/** What somebody wrote or said: its own direction, never mixed into ours. */
export function AsWritten({
  children,
  lang,
  className,
}: {
  children: string;
  lang?: string | undefined;
  className?: string;
}) {
  return (
    <bdi dir="auto" lang={lang} className={className}>
      {children}
    </bdi>
  );
}

/** A reference number: always left to right, letters and digits easy to tell apart. */
export function Reference({ children }: { children: string }) {
  return (
    <span className="ref" dir="ltr">
      {children}
    </span>
  );
}

/** Names in the reader's own way of making lists, each in its own direction. */
export function NameList({ names, otherwise }: { names: readonly string[]; otherwise: string }) {
  const intl = useIntl();
  if (names.length === 0) return <span className="muted">{otherwise}</span>;
  const parts = intl.formatListToParts(
    names.map((name, index) => <AsWritten key={index}>{name}</AsWritten>) as readonly ReactNode[],
  );
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part.value}</Fragment>
      ))}
    </>
  );
}

export type Tone = 'agree' | 'close' | 'differ' | 'unknown' | 'plain';
/** The sign stands beside the words so that colour never carries the meaning alone. */
export function Pill({ tone, sign, children }: { tone: Tone; sign?: string; children: ReactNode }) {
  return (
    <span className={`pill ${tone}`}>
      {sign && <span aria-hidden="true">{sign}</span>}
      {children}
    </span>
  );
}

const BAND_TONE: Record<Band, Tone> = { strong: 'agree', possible: 'close', weak: 'unknown' };
const BAND_SIGN: Record<Band, string> = { strong: '●●●', possible: '●●○', weak: '●○○' };
export function BandPill({ band }: { band: Band }) {
  const say = useTexts();
  return (
    <Pill tone={BAND_TONE[band]} sign={BAND_SIGN[band]}>
      {say(`band.${band}`)}
    </Pill>
  );
}

const SENSITIVITY_SIGN: Record<Sensitivity, string> = { open: '○', restricted: '◐', protected: '●' };
const SENSITIVITY_TONE: Record<Sensitivity, Tone> = { open: 'unknown', restricted: 'close', protected: 'differ' };
export function SensitivityPill({ sensitivity }: { sensitivity: Sensitivity }) {
  const say = useTexts();
  return (
    <Pill tone={SENSITIVITY_TONE[sensitivity]} sign={SENSITIVITY_SIGN[sensitivity]}>
      {say(`sensitivity.${sensitivity}`)}
    </Pill>
  );
}
