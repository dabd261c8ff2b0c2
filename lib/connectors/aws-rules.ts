import { illegalArgument } from '#lib/errors.ts';

type Keys = { has(name: string): boolean };

/**
 * What a connector of protocol `aws_sigv4` needs (connector-model.md §3.1): the keys must be there, their values may be empty.
 * @param credential names of the credential fields
 * @throws StudioError 400
 */
export function assertAwsRules(protocol: string, credential: Keys, parameters: Readonly<Record<string, string>>): void {
  if (protocol !== 'aws_sigv4') return;
  const isGiven = (name: string) => credential.has(name) || Object.hasOwn(parameters, name);
  if (!credential.has('access_key') || !credential.has('secret_key')) throw illegalArgument('Missing credential');
  if (!isGiven('service_name')) throw illegalArgument('Missing service name');
  if (!isGiven('region')) throw illegalArgument('Missing region');
}
