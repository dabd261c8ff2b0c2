/** One event of a service: `event:` and `data:` of server-sent events, or type and payload of an AWS event. */
export type UpstreamEvent = {
  /** Empty where the service names none. */
  name: string;
  data: string;
};
