/** Long enough for every browser to have begun saving. */
const KEPT_MS = 10_000;

/** Hands bytes to the browser to be saved. The name is neutral: it ends up in a list of downloads. */
export function saveFile(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
