const minute = 60; // seconds, as all below
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
  ['second', 1],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** *5 min. ago*; under ten seconds *now*. */
export function timeAgo(at: number, now: number): string {
  const passed = Math.round((at - now) / 1000);
  if (Math.abs(passed) < 10) return 'now';
  const [unit, size] = steps.find(([, seconds]) => Math.abs(passed) >= seconds) ?? ['second', 1];
  return relative.format(Math.trunc(passed / size), unit).replace('.', '');
}
