import { StreamableFile } from '@nestjs/common';
import type { OpenedFile } from '#libs/files';

/** How a file's bytes are described in the API. */
export const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

/** Never shown in the browser's page: whatever it is, it is saved. */
export function saved({ name, mediaType, bytes, content }: OpenedFile): StreamableFile {
  // Where it fails on the way, Nest cuts the answer off: a damaged file never looks whole.
  return new StreamableFile(content, {
    type: mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    disposition: `attachment; filename="file"; filename*=UTF-8''${encoded(name)}`,
    ...(bytes !== undefined && { length: bytes }),
  });
}

/** RFC 8187. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
