/**
 * Where a copy of a connector begins.
 * @param without `parameters.model` or `credential.key`: what the copy does without
 */
export const duplicateLink = (id: string, without: string) =>
  `/connectors/new?from=${encodeURIComponent(id)}&without=${encodeURIComponent(without)}`;
