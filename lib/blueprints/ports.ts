export type BlueprintPorts = {
  connectors: {
    /** How many connectors were made from each blueprint, by blueprint id. */
    countByBlueprint(): Promise<ReadonlyMap<string, number>>;
  };
  settings: { mlCommons(): Promise<{ trusted_connector_endpoints_regex: readonly string[] }> };
};
