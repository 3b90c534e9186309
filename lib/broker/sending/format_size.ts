/** A length for people, in bytes up to a thousand of a unit: `1048576 bytes (1 MB)`. */
export function formatSize(bytes: number): string {
  if (bytes < 10_000) return `${bytes} bytes`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1000
    ? `${oneDigit(kilobytes)} KB`
    : `${oneDigit(kilobytes / 1024)} MB`;
}

function oneDigit(value: number): string {
  return String(Math.round(value * 10) / 10);
}
