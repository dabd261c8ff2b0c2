import { checkAccess } from './check-access.ts';
import { checkActionList, checkBodySecrets, checkMethods, checkPredictAction, checkRepeats } from './check-actions.ts';
import { checkAddresses, checkAddressForm, checkAddressSecrets, checkOpenHosts, checkPlainHttp } from './check-addresses.ts';
import { checkRegion, checkServiceName, checkSignedHosts } from './check-aws.ts';
import { checkBodies } from './check-body.ts';
import { checkClientConfig } from './check-client-config.ts';
import {
  checkCertificates,
  checkCredentialValues,
  checkMissingCredentials,
  checkSigning,
  checkUnusedCredentials,
} from './check-credentials.ts';
import { checkCompleteness } from './check-fields.ts';
import { checkFilters, checkFunctionHosts, checkFunctionNames, checkScripts } from './check-functions.ts';
import { checkHeaderNames, checkHeaderSecrets, checkHeaderValues, checkSignedHeaders } from './check-headers.ts';
import { checkIdleKeys, checkKeys } from './check-keys.ts';
import { checkMcp } from './check-mcp.ts';
import {
  checkClientParameters,
  checkKeysInParameters,
  checkMeanings,
  checkParameterNames,
  checkParameterSecrets,
  checkStandIns,
} from './check-parameters.ts';
import { checkCredentialPlaces, checkEscaped, checkPlaceholders } from './check-placeholders.ts';
import { checkCircles, checkToString, checkUnfilled } from './check-unfilled.ts';
import { checkAccessMode, checkClientNumbers, checkMaps, checkMisplacedObjects, checkParameterTexts } from './check-values.ts';
import type { Facts } from './facts.ts';
import type { Problem } from './problem.ts';

export type Rule = { id: string; check(facts: Facts): Problem[] };

/** Everything that is looked at, in the order in which problems of the same weight are listed. */
export const rules: readonly Rule[] = [
  { id: 'value that cannot be read', check: ({ unreadable }) => [...unreadable] },
  { id: 'field that is missing', check: ({ fields, isUpdate }) => checkCompleteness(fields, isUpdate) },
  { id: 'key that is ignored', check: checkKeys },
  { id: 'key that does nothing here', check: checkIdleKeys },
  { id: 'map that is none', check: checkMaps },
  { id: 'parameter stored as another text', check: checkParameterTexts },
  { id: 'object in the parameters', check: checkMisplacedObjects },
  { id: 'access mode that does not exist', check: checkAccessMode },
  { id: 'fraction of a whole number', check: checkClientNumbers },
  { id: 'address that is refused', check: checkAddresses },
  { id: 'address of a wrong form', check: checkAddressForm },
  { id: 'key in an address', check: checkAddressSecrets },
  { id: 'credential over plain http', check: checkPlainHttp },
  { id: 'host that a caller may change', check: checkOpenHosts },
  { id: 'MCP', check: checkMcp },
  { id: 'credential value', check: checkCredentialValues },
  { id: 'credential that is missing', check: checkMissingCredentials },
  { id: 'credential that is unused', check: checkUnusedCredentials },
  { id: 'signature', check: checkSigning },
  { id: 'service that signs', check: checkServiceName },
  { id: 'region', check: checkRegion },
  { id: 'host of the signature', check: checkSignedHosts },
  { id: 'mutual TLS', check: checkCertificates },
  { id: 'no action', check: checkActionList },
  { id: 'action that cannot be predicted with', check: checkPredictAction },
  { id: 'method', check: checkMethods },
  { id: 'action that is hidden by another', check: checkRepeats },
  { id: 'name of a header', check: checkHeaderNames },
  { id: 'value of a header', check: checkHeaderValues },
  { id: 'key in a header', check: checkHeaderSecrets },
  { id: 'header of the signature', check: checkSignedHeaders },
  { id: 'credential outside of headers', check: checkCredentialPlaces },
  { id: 'placeholder that is none', check: checkPlaceholders },
  { id: 'placeholder that is escaped', check: checkEscaped },
  { id: 'placeholder that nothing saved fills', check: checkUnfilled },
  { id: 'toString() that is not filled', check: checkToString },
  { id: 'values in a circle', check: checkCircles },
  { id: 'body that is no JSON', check: checkBodies },
  { id: 'key in a body', check: checkBodySecrets },
  { id: 'name of a function', check: checkFunctionNames },
  { id: 'script', check: checkScripts },
  { id: 'function of another host', check: checkFunctionHosts },
  { id: 'filter and function', check: checkFilters },
  { id: 'name of a parameter', check: checkParameterNames },
  { id: 'key in a parameter', check: checkParameterSecrets },
  { id: 'parameter value', check: checkStandIns },
  { id: 'keys of AWS in the parameters', check: checkKeysInParameters },
  { id: 'parameter of ML Commons', check: checkMeanings },
  { id: 'client setting in the parameters', check: checkClientParameters },
  { id: 'client setting', check: ({ fields }) => checkClientConfig(fields.client_config) },
  { id: 'access', check: checkAccess },
];
