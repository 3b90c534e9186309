/** A URL of a JavaScript module, given as text: a file would need read permission. */
export function dataUrl(script: string): string {
  const bytes = new TextEncoder().encode(script);
  return `data:text/javascript;base64,${bytes.toBase64()}`;
}
