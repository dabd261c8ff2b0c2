import { nextRoute } from '#lib/rest/next-route.ts';

export {
  nextRoute as DELETE,
  nextRoute as GET,
  nextRoute as HEAD,
  nextRoute as OPTIONS,
  nextRoute as PATCH,
  nextRoute as POST,
  nextRoute as PUT,
};
