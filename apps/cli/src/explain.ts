import { SettingsRefused } from '#libs/config';
import { EmbeddedPostgresFailed } from '#libs/embedded';
import { RelinkError } from '#libs/kernel';

/** A refusal of the command line: its message is for people and says what to do next. */
export class CommandRefused extends Error {}

/** One clear line for whoever typed the command. */
export function explain(error: unknown): string {
  if (error instanceof RelinkError) {
    const places = error.violations?.map(({ path, message }) => `  ${path}: ${message}`) ?? [];
    return [error.message, ...places].join('\n');
  }
  if (error instanceof CommandRefused || error instanceof SettingsRefused || error instanceof EmbeddedPostgresFailed)
    return error.message;
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  // A database that is not there has no socket either.
  switch (syscall === 'connect' && code === 'ENOENT' ? 'ECONNREFUSED' : code) {
    case 'ECONNREFUSED':
      return 'The database does not answer. Start Relink with "npm start", or check RELINK_DATABASE_URL.';
    case 'ENOSPC':
      return 'The disk is full. Free some space and start again; nothing is lost.';
    case 'EACCES':
    case 'EPERM':
      return `Relink may not write here${pathOf(error)}. Check who owns the folder, or choose another with RELINK_HOME.`;
    case 'ENOTDIR':
      return `A part of this path is a file, not a folder${pathOf(error)}. Choose another with RELINK_HOME.`;
    case 'EROFS':
      return `This disk can only be read${pathOf(error)}. Choose another folder with RELINK_HOME.`;
    case 'ENOENT':
      return `There is no such file${pathOf(error)}.`;
    case '28P01':
      return 'The database refused the password of this role. Check RELINK_DATABASE_URL.';
    default:
      return error instanceof Error
        ? `Something unexpected went wrong: ${error.stack ?? error.message}`
        : 'Something unexpected went wrong.';
  }
}

function pathOf(error: unknown): string {
  const path = (error as { path?: unknown }).path;
  return typeof path === 'string' ? `: ${path}` : '';
}
