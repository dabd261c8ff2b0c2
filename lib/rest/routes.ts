import type { Route } from './route.ts';

/** Every path that the server answers. Each table lives beside the others in this folder. */
export const routes: Route[] = [];
