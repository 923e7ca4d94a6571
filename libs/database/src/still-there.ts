/** What one statement found and the next one does not: erased in between, or hidden from whoever asks. */
export class GoneMeanwhile extends Error {
  constructor() {
    super('What was just found is not there any more.');
  }
}

/**
 * What must belong to something this unit of work found before. Where it went meanwhile, the unit of work begins again, and
 * finds what there is now. @throws GoneMeanwhile
 */
export function stillThere<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new GoneMeanwhile();
  return found;
}
