/** The mark of the studio; decorative, the name stands beside it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--studio-primary)" />
      <path d="M16 6l10 10-10 10L6 16z" fill="none" stroke="var(--studio-on-filled)" strokeWidth="2.4" strokeLinejoin="round" />
      <circle cx="16" cy="16" r="3.2" fill="var(--studio-on-filled)" />
    </svg>
  );
}
