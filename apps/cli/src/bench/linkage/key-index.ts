/** Names of a list by their keys: what a query would bring up. */
export class KeyIndex {
  private readonly names = new Map<string, number[]>();

  /** @param keys of each name of the list */
  constructor(keys: readonly (readonly string[])[]) {
    for (const [at, own] of keys.entries()) {
      for (const key of own) {
        const bucket = this.names.get(key);
        if (bucket) bucket.push(at);
        else this.names.set(key, [at]);
      }
    }
  }

  /** Adds the places of all names that share one of the keys. */
  find(keys: readonly string[], into = new Set<number>()): Set<number> {
    for (const key of keys) for (const at of this.names.get(key) ?? []) into.add(at);
    return into;
  }
}
