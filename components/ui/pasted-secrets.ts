/** Reads a pasted credential object; undefined for everything else. */
export function readPastedSecrets(text: string): Record<string, string> | undefined {
  const braced = text
    .trim()
    .replace(/^"?credential"?\s*:\s*/, '')
    .replace(/,$/, '');
  if (!braced.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(braced);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const nested = Object.entries(parsed).find(([key, value]) => key === 'credential' && typeof value === 'object' && value !== null)?.[1];
    const pairs = Object.entries((nested ?? parsed) as Record<string, unknown>).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
  } catch {
    return undefined; // a secret that happens to begin with a brace
  }
}
