import { expect } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Staff } from './staff.js';
import { expectStatus } from './stories.js';

export interface FileState {
  id: string;
  state: string;
  refusal?: string;
  mediaType?: string;
  bytes?: number;
  pages?: number;
  hasPreview: boolean;
  version: number;
}

/** Announces a file and sends its bytes. @returns its id */
export async function sendFile(
  by: Staff,
  dossierId: string,
  bytes: Buffer,
  file: { kind?: string; name?: string; personId?: string } = {},
): Promise<string> {
  const announced = await expectStatus(
    201,
    by.post(`/dossiers/${dossierId}/files`, { kind: 'document', name: 'A paper.pdf', ...file }),
  );
  await expectStatus(200, by.upload(`/files/${announced.id}/content`, bytes, announced.version));
  return announced.id as string;
}

export async function fileState(by: Staff, dossierId: string, id: string): Promise<FileState> {
  const { items } = await expectStatus(200, by.get(`/dossiers/${dossierId}/files`));
  return (items as FileState[]).find((file) => file.id === id)!;
}

/** How the file ended, once it was checked. */
export async function checked(by: Staff, dossierId: string, id: string): Promise<FileState> {
  return eventually(async () => {
    const file = await fileState(by, dossierId, id);
    expect(file.state).not.toBe('received');
    return file;
  });
}

/** A PDF with so many pages; `more` stands in its catalogue. */
export function aPdf({ pages = 1, more = '', body = '' } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => index + 3);
  const objects = [
    `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${more} >>\nendobj`,
    `2 0 obj\n<< /Type /Pages /Count ${pages} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>\nendobj`,
    ...kids.map((kid) => `${kid} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj`),
  ];
  return Buffer.from(
    `%PDF-1.7\n${objects.join('\n')}\n${body}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  );
}
