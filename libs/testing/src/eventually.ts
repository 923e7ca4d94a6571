/** How long a test waits for what it expects. Patience costs nothing where that comes, and a busy machine needs it. */
export const PATIENCE_MS = 60_000;

/**
 * Tries until it holds. For what another process does in its own time: never a fixed sleep.
 * @param within milliseconds after which the last failure is thrown
 */
export async function eventually<T>(check: () => Promise<T> | T, within = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
