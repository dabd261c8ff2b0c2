const escapePattern = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

/**
 * An escaped, anchored pattern that fixes scheme, host and port of an address and leaves the rest open.
 * @param address a host (then https is meant), with or without port, or a URL
 * @returns undefined when no host can be seen in it
 */
export function suggestPattern(address: string): string | undefined {
  const text = address.trim();
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text);
  const [, scheme = '', authority = '', rest = ''] = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(isUrl ? text : `https://${text}`) ?? [];
  if (!/^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)(:\d{1,5})?$/.test(authority)) return undefined;
  // A URL is judged as written: without a path of its own, "/.*" would not match it.
  const end = rest.startsWith('?') ? '\\?.*' : isUrl && rest === '' ? '' : '/.*';
  return `^${scheme}://${escapePattern(authority)}${end}$`;
}
