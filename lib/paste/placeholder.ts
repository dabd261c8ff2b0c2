/** How documentation writes a name that the reader has to put in. */
const nameShapes: readonly RegExp[] = [
  /^<[^<>]*>$/,
  /^\[[A-Za-z][^[\]]*\]$/,
  /^\{\{?[^{}]*\}?\}$/,
  /^\$\{?[A-Za-z_]\w*\}?$/,
  /^\{%\s*raw\s*%\}.*\{%\s*endraw\s*%\}$/,
  /^%\w+%$/,
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,
  /(?:^|[\W_])your[\s_-]/i,
];

/** And, where a secret belongs, further texts that are none. */
const secretShapes: readonly RegExp[] = [
  ...nameShapes,
  /^(?:x{3,}|\*{3,}|\.{3,}|…+|-{3,}|_{3,})$/i,
  /^(?:put|add|please|insert|enter|paste|replace|change|todo|your|my)[\s_-]/i,
  /(?:^|[\s_-])here>?$/i,
  /^(?:api|secret|access|session|auth|bearer|openai|cohere)?[\s_-]?(?:key|token|secret|password)$/i,
  /^sk-(?:[.…*x]+|your.*|proj-[.…*x]+)$/i,
  /EXAMPLE/,
  /(?:\.{3}|…|\*{4,})$/,
];

const longest = 200; // characters; a longer value is none

const isOneOf = (shapes: readonly RegExp[], value: string) => value.length <= longest && shapes.some((shape) => shape.test(value.trim()));

/** A secret that is yet to be put in, such as `<YOUR_KEY>`, `your-api-key`, `$OPENAI_API_KEY`, `sk-...`. */
export const isPlaceholder = (value: string): boolean => isOneOf(secretShapes, value);

/** A part of an address that is yet to be put in, such as `<resource>`, `{account_id}`, `PROJECT_ID`. */
export const isOpenName = (value: string): boolean => isOneOf(nameShapes, value);

/** The name of a placeholder as a parameter or credential is called: `<YOUR_ACCOUNT_ID>` is account_id. */
export function placeholderName(value: string): string {
  const words = value
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(?:please_)?(?:add_|put_|insert_|enter_|replace_with_)?(?:your|my)_/i, '');
  return words === '' ? 'value' : words.toLowerCase().slice(0, 60);
}
