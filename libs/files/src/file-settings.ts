import { join } from 'node:path';
import { LIMITS, type FileLimits } from './checks/refusal.js';
import { FolderStore } from './store/folder-store.js';
import type { ObjectStore } from './store/object-store.js';
import { S3Store } from './store/s3-store.js';

/** How this deployment keeps files; the settings of the same names. */
export interface FileOptions {
  home: string;
  fileMegabytes: number;
  /** Without it files lie in the home folder. */
  s3Endpoint: string;
  s3Region: string;
  s3Bucket: string;
  s3AccessKey: string;
  s3SecretKey: string;
  /** `host:port` or a socket; without it nothing is scanned. */
  clamdAddress: string;
}

/** What holds for every file here. */
export abstract class FileSettings {
  abstract readonly limits: FileLimits;
  abstract readonly clamdAddress: string;
}

export function fileSettings({ fileMegabytes, clamdAddress }: FileOptions): FileSettings {
  return { limits: { ...LIMITS, bytes: fileMegabytes * 1_048_576 }, clamdAddress };
}

export function storeOf({ home, s3Endpoint, s3Region, s3Bucket, s3AccessKey, s3SecretKey }: FileOptions): ObjectStore {
  if (!s3Endpoint) return new FolderStore(join(home, 'files'));
  return new S3Store({
    endpoint: s3Endpoint,
    region: s3Region,
    bucket: s3Bucket,
    accessKey: s3AccessKey,
    secretKey: s3SecretKey,
  });
}
