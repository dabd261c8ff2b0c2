import type { Blueprint } from './blueprint.ts';

export type AuthKind = 'aws_keys' | 'aws_role' | 'api_key' | 'basic' | 'none';

/** How a connector proves who calls, read off its definition (architecture §10.5). */
export function authKind({ protocol, credential, actions }: Blueprint['connector']): AuthKind {
  if (protocol === 'aws_sigv4') return 'roleArn' in credential ? 'aws_role' : 'aws_keys';
  const values = actions.flatMap((action) => Object.values(action.headers ?? {}));
  if (!values.some((value) => value.includes('${credential.'))) return 'none';
  return values.some((value) => /^Basic\b/i.test(value)) ? 'basic' : 'api_key';
}
