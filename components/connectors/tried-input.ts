import type { ExampleInput } from '#lib/blueprints/blueprint.ts';

/** Inputs that came with a pasted call, by connector: the page that tries it offers them until the browser leaves the studio. */
const inputs = new Map<string, ExampleInput>();

export const rememberInput = (connectorId: string, input: ExampleInput): void => void inputs.set(connectorId, input);

export const rememberedInput = (connectorId: string): ExampleInput | undefined => inputs.get(connectorId);
