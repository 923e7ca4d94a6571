import { useIntl } from 'react-intl';
import type { CaseFile } from '../api/files.js';
import { useTexts } from '../app/texts.js';

interface Told {
  kind: CaseFile['kind'];
  mediaType?: string;
  bytes?: number;
}

/** As people call it. */
const formOf = (mediaType: string) => (mediaType === 'text/plain' ? 'TXT' : mediaType.split('/')[1]!.toUpperCase());

/** What kind of file it is, in which form, and how large. */
export function FileWords({ kind, mediaType, bytes }: Told) {
  const say = useTexts();
  const intl = useIntl();
  const [unit, many] =
    (bytes ?? 0) < 1_000_000
      ? (['kilobyte', (bytes ?? 0) / 1_000] as const)
      : (['megabyte', (bytes ?? 0) / 1_000_000] as const);
  const size = intl.formatNumber(many, { style: 'unit', unit, maximumFractionDigits: many < 10 ? 1 : 0 });
  return (
    <>
      {say(`file-kind.${kind}`)}
      {mediaType && (
        <>
          {' · '}
          <bdi>{formOf(mediaType)}</bdi>
        </>
      )}
      {bytes !== undefined && (
        <>
          {' · '}
          <bdi>{size}</bdi>
        </>
      )}
    </>
  );
}
