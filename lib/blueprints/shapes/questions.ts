import type { Asked } from './make-blueprint.ts';

type More = Partial<Pick<Asked, 'help' | 'pattern' | 'example' | 'required'>>;

const ask = (key: string, label: string, type: Asked['type'], more: More): Asked => ({ key, label, type, required: true, ...more });

/** @param name of the credential, without `credential.` */
export const secret = (name: string, label: string, more: More = {}) => ask(`credential.${name}`, label, 'secret', more);

/** @param name of the parameter, without `parameters.` */
export const text = (name: string, label: string, more: More = {}) => ask(`parameters.${name}`, label, 'text', more);
export const number = (name: string, label: string, more: More = {}) => ask(`parameters.${name}`, label, 'number', more);
export const yesOrNo = (name: string, label: string, more: More = {}) => ask(`parameters.${name}`, label, 'boolean', more);
export const choice = (name: string, label: string, options: string[], more: More = {}): Asked => ({
  ...ask(`parameters.${name}`, label, 'select', more),
  options,
});

/** A list of ids where the service has a short one, else free text. */
export const whichModel = (options: string[] = [], help?: string) =>
  options.length > 1 ? choice('model', 'Model', options, { ...(help && { help }) }) : text('model', 'Model', { ...(help && { help }) });

export const whichDimensions = (options: string[], help = 'The k-NN field of your index needs the same.') =>
  choice('dimensions', 'Dimensions', options, { help });

export const systemPrompt = text('system', 'System prompt');
export const longestAnswer = (name = 'max_tokens') => number(name, 'Longest answer in tokens');

/** The host of a server that one runs oneself. */
export const ownHost = (example: string) =>
  text('endpoint', 'Host and port', {
    help: 'Without a scheme and without a slash at the end.',
    pattern: '^[A-Za-z0-9._-]+(:[0-9]{1,5})?$',
    example,
  });
