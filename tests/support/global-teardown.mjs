export default async function globalTeardown() {
  await globalThis.relinkTestCluster?.stop();
  globalThis.relinkTestCluster = undefined;
}
