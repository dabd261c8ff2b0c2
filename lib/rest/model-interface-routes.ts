import { z } from 'zod';
import { checkInterface } from '#lib/models/check-interface.ts';
import { schemaBody } from './json-body.ts';
import { type Route, route } from './route.ts';

const Interface = z.object({ input: z.string().optional(), output: z.string().optional() });

export const modelInterfaceRoutes = (): Route[] => [
  route('POST', '/api/studio/model-interfaces/_check', {
    summary: 'What is wrong with the JSON Schemas of an unsaved model interface',
    body: schemaBody(Interface),
    run: ({ caller, body }) => checkInterface(caller, body, {}),
  }),
];
