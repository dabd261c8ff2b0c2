import { z } from 'zod';
import { checkTrustedEndpoints, type TrustCheckPorts } from '#lib/settings/check-trusted-endpoints.ts';
import { schemaBody } from './json-body.ts';
import { type Route, route } from './route.ts';

const patterns = z.array(z.string().max(4_096)).max(100, 'A list holds at most 100 patterns');
const TrustCheck = z.object({
  patterns,
  private_patterns: patterns.optional(),
  private_ip_enabled: z.boolean().optional(),
  url: z.string().max(8_192).optional(),
});

export const trustedEndpointRoutes = (ports: TrustCheckPorts): Route[] => [
  route('POST', '/api/studio/trusted-endpoints/_check', {
    summary: 'What an unsaved list of trusted endpoints would mean',
    body: schemaBody(TrustCheck),
    run: ({ caller, body }) => checkTrustedEndpoints(caller, body, ports),
  }),
];
