/**
 * Tries until it holds. For what another process does in its own time: never a fixed sleep. Patience costs nothing where it holds, and
 * says nothing of how fast it is; a busy machine needs it.
 * @param within milliseconds after which the last failure is thrown
 */
export async function eventually<T>(check: () => Promise<T> | T, within = 60_000): Promise<T> {
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
