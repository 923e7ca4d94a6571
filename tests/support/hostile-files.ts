import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

// Files that are more, or other, than they show.

export const picture = (format: 'jpeg' | 'png' | 'webp' | 'tiff', width = 640, height = 400) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } }).toFormat(format);

/** A photo as a telephone writes it: where, when and with what it was taken, turned on its side. */
export function aPhotoWithPlace(): Promise<Buffer> {
  return picture('jpeg')
    .withExif({
      IFD0: { Make: 'Telltale', Model: 'Phone 7', Software: 'secretcamera' },
      IFD2: { DateTimeOriginal: '2026:05:01 10:11:12' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '32/1 33/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** A ZIP archive with one empty file in it. */
export function aZip(): Buffer {
  const name = Buffer.from('a.txt');
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(22), Buffer.from([5, 0, 0, 0]), name]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.alloc(24),
    Buffer.from([5, 0]),
    Buffer.alloc(16),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A PNG that says it is huge: a few hundred bytes that would fill the memory of whoever opens it. */
export function aBomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function objectStream(content: string, dictionary = '/Type /ObjStm /N 1 /First 4'): string {
  const packed = deflateSync(Buffer.from(content)).toString('latin1');
  return `9 0 obj\n<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj`;
}
