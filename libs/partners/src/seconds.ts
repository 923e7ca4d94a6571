/** Seconds since 1970, as messages tell time. */
export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

export function dateOf(seconds: number): Date {
  return new Date(seconds * 1_000);
}
