import { useIntl } from 'react-intl';

/** How large a file is, in the reader's language. */
export function useSizes(): (bytes: number) => string {
  const intl = useIntl();
  return (bytes) => {
    const [unit, many] =
      bytes < 1_000_000 ? (['kilobyte', bytes / 1_000] as const) : (['megabyte', bytes / 1_000_000] as const);
    return intl.formatNumber(many, { style: 'unit', unit, maximumFractionDigits: many < 10 ? 1 : 0 });
  };
}

/** `image/jpeg` as people call it. */
export function formOf(mediaType: string): string {
  return mediaType.split('/')[1]!.toUpperCase();
}
