/** The services whose wire format a built-in function speaks, as the function lists group them. */
export const serviceGroups = ['default', 'openai', 'cohere', 'bedrock', 'mlcommons'] as const;
export type ServiceGroup = (typeof serviceGroups)[number];
