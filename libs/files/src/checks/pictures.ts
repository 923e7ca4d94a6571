import sharp, { type Sharp } from 'sharp';
import type { MediaType } from './file-types.js';
import { Refused, type FileLimits } from './refusal.js';

export interface CleanPicture {
  type: MediaType;
  bytes: Buffer;
  preview: Buffer;
}

/** Pixels of the longer side of a preview. */
const PREVIEW = 320;

/** One core is enough for a picture; the others have work of their own. */
sharp.concurrency(1);
sharp.cache(false);

/**
 * Draws a picture anew: what comes out holds the picture and nothing that travelled with it, such as where and when it was
 * taken, with what, and whatever was hidden behind it. TIFF becomes JPEG, which every browser shows.
 * @throws Refused
 */
export async function redraw(bytes: Buffer, type: MediaType, limits: FileLimits): Promise<CleanPicture> {
  const { width, height, pages } = await sizeOf(bytes);
  if (width * height > limits.pixels) throw new Refused('too-many-pixels');
  if (pages > 1 && type === 'image/tiff') throw new Refused('too-many-pages');
  const picture = () =>
    sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true }).autoOrient();
  try {
    const target = type === 'image/tiff' ? 'image/jpeg' : type;
    return {
      type: target,
      bytes: await encode(picture(), target).toBuffer(),
      preview: await picture()
        .resize(PREVIEW, PREVIEW, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 80 })
        .toBuffer(),
    };
  } catch {
    throw new Refused('unreadable');
  }
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number; pages: number }> {
  try {
    // Reads the header alone.
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width, height, pages };
  } catch {
    throw new Refused('unreadable');
  }
}

function encode(picture: Sharp, type: MediaType): Sharp {
  if (type === 'image/png') return picture.png({ compressionLevel: 8 });
  if (type === 'image/webp') return picture.webp({ quality: 88 });
  return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 88 });
}
