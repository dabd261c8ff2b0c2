import { nearNames } from '#lib/painless/near-names.ts';
import { awsHost, awsRegions, awsServices, signingNames } from './aws-names.ts';
import type { Facts } from './facts.ts';
import { filledAddress } from './fill-address.ts';
import { type Fix, type Problem, pathOf, problem, textFix } from './problem.ts';

type Named = { value: string; place: [string, string] };

/** `region` and `service_name` as a signature takes them: parameters before credential (connector-model.md §3.1). */
function named(facts: Facts, name: string): Named | undefined {
  const parameter = facts.parameters.get(name);
  if (parameter !== undefined) return { value: parameter, place: ['parameters', name] };
  const { credential = {} } = facts.fields;
  return Object.hasOwn(credential, name) ? { value: credential[name] ?? '', place: ['credential', name] } : undefined;
}

const isAws = ({ fields }: Facts) => fields.protocol === 'aws_sigv4';
/** What is to be filled in yet, or filled by something else. */
const isOpen = (value: string) => value.trim() === '' || /[<>${}\s]|your/i.test(value);
const inItsPlace = ({ place, value }: Named, meant: string): Fix => textFix(`Use ${meant}`, place, value, meant);

/** A name that AWS signs nothing with. */
export function checkServiceName(facts: Facts): Problem[] {
  const service = isAws(facts) ? named(facts, 'service_name') : undefined;
  if (!service || isOpen(service.value) || awsServices.includes(service.value)) return [];
  const meant = signingNames.get(service.value.toLowerCase()) ?? awsServices.find((name) => name === service.value.toLowerCase().trim());
  const near = meant ?? (service.value.length > 3 ? nearNames(service.value, awsServices)[0] : undefined);
  if (near === undefined) return [];
  const message = meant
    ? `Requests to this service are signed with the name ${near}.`
    : `${service.value} is no service that is known here. Did you mean ${near}?`;
  return [problem('warning', pathOf(...service.place), message, inItsPlace(service, near))];
}

export function checkRegion(facts: Facts): Problem[] {
  const region = isAws(facts) ? named(facts, 'region') : undefined;
  if (!region || isOpen(region.value) || awsRegions.includes(region.value)) return [];
  const plain = region.value
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/[a-f]$/, '');
  const same = awsRegions.find((name) => name.replaceAll('-', '') === plain);
  const near = same ?? nearNames(region.value, awsRegions)[0];
  // One that is shaped like its neighbours may be new.
  if (awsRegions.some((name) => areaOf(name) === areaOf(region.value))) return [];
  const message = `${region.value} is no region of AWS.${near ? ` Did you mean ${near}?` : ''}`;
  return [problem('warning', pathOf(...region.place), message, near === undefined ? undefined : inItsPlace(region, near))];
}

const areaOf = (region: string) => /^[a-z]+(-[a-z]+)+-(?=\d+$)/.exec(region)?.[0];

/** A signature is for one service and one region: the address must be theirs. */
export function checkSignedHosts(facts: Facts): Problem[] {
  if (facts.isMcp) return [];
  const [service, region] = [named(facts, 'service_name'), named(facts, 'region')];
  return facts.actions.flatMap(({ action, at }) => {
    const host = /^https?:\/\/([^/?#]+)/i.exec(filledAddress(facts, action.url))?.[1] ?? '';
    if (host === '' || host.includes('${')) return [];
    const aws = awsHost(host);
    const path = pathOf('actions', at, 'url');
    if (!isAws(facts))
      return aws && signsItself(facts)
        ? [
            problem(
              'warning',
              path,
              'Keys of AWS sign nothing here: calls of amazonaws.com with access_key and secret_key need the protocol aws_sigv4.',
            ),
          ]
        : [];
    if (!aws) return isOpen(host) ? [] : [problem('info', path, 'Requests are signed for AWS, and this is no host of AWS.')];
    const found: Problem[] = [];
    if (aws.region && region && !isOpen(region.value) && aws.region !== region.value) {
      found.push(
        problem('warning', path, `The address is in ${aws.region}, the signature is for ${region.value}: AWS refuses such calls.`),
      );
    }
    if (aws.service && service && !isOpen(service.value) && aws.service !== (signingNames.get(service.value) ?? service.value)) {
      found.push(
        problem('warning', path, `The address is one of ${aws.service}, the signature is for ${service.value}: AWS refuses such calls.`),
      );
    }
    return found;
  });
}

function signsItself({ fields, storedCredential, actions }: Facts): boolean {
  const has = (name: string) => Object.hasOwn(fields.credential ?? {}, name) || storedCredential.has(name);
  const isUsed = actions.some(({ action }) => Object.values(action.headers ?? {}).some((value) => value.includes('${credential.')));
  return has('access_key') && has('secret_key') && !isUsed;
}
