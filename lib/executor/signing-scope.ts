import '#server-only';
import type { OutgoingRequest } from '#lib/predict/ports.ts';
import { notSet } from './fill-credentials.ts';
import type { AwsScope } from './sign-request.ts';

/**
 * What a signature is for: what the connector's parameters say, else what it keeps in its credential.
 * @throws StudioError 400 when neither says it
 */
export function scopeOf(signing: OutgoingRequest['signing'], kept: (name: string) => string | undefined): AwsScope {
  const region = signing?.region ?? kept('region');
  const service = signing?.service ?? kept('service_name');
  if (service === undefined) throw notSet('service_name', 'a call to AWS is signed for a service');
  if (region === undefined) throw notSet('region', 'a call to AWS is signed for a region');
  return { region, service };
}
