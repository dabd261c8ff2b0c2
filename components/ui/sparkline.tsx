import css from './sparkline.module.css';

type SparklineProps = { values: readonly number[] };

const width = 96;
const height = 20;

/** The shape of many numbers in a line of text; what it shows is said in words beside it. */
export function Sparkline({ values }: SparklineProps) {
  const step = Math.max(1, values.length / width);
  const sampled = Array.from({ length: Math.min(width, values.length) }, (_, index) => values[Math.floor(index * step)] ?? 0);
  const most = Math.max(...sampled.map(Math.abs)) || 1;
  const points = sampled.map((value, index) => {
    const x = (index / Math.max(1, sampled.length - 1)) * width;
    return `${x.toFixed(1)},${(height / 2 - (value / most) * (height / 2 - 1)).toFixed(1)}`;
  });
  return (
    <svg className={css.sparkline} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      <line x1={0} x2={width} y1={height / 2} y2={height / 2} className={css.zero} />
      <polyline points={points.join(' ')} className={css.line} />
    </svg>
  );
}
