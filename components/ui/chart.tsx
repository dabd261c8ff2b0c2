'use client';
import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useId, useState } from 'react';
import css from './chart.module.css';
import type { ChartProps } from './chart-data.ts';
import { BoxSkeleton } from './skeletons.tsx';

const height = 180;

const ChartCore = dynamic<ChartProps>(() => import('./chart-core.tsx'), {
  ssr: false,
  loading: () => <BoxSkeleton height={height} label="Loading the chart" />,
});

type ChartFigureProps = Omit<ChartProps, 'height' | 'onPoint'> & {
  title: string;
  /** What the chart shows, in a sentence: all that is said to those who do not see it, besides the table. */
  summary: string;
  /** Header of the first column: what the labels are. */
  labelHeader: string;
  /** Numbers with their unit, in the table and at the pointer. */
  formatValue?: (value: number) => string;
  /** Names of the rows of the table, where they are longer than those of the chart. */
  rowLabels?: readonly string[];
  children?: ReactNode;
};

/** A chart with a sentence that says what it shows, and the same numbers as a table. */
export function ChartFigure({ title, summary, labelHeader, children, formatValue, rowLabels, ...chart }: ChartFigureProps) {
  const { series, labels, format } = chart;
  const [isTable, setTable] = useState(false);
  const [point, setPoint] = useState<number>();
  const id = useId();
  const write = formatValue ?? format;
  const names = rowLabels ?? labels;
  return (
    <figure className={css.figure} aria-labelledby={id}>
      <div className={css.head}>
        <h3 id={id} className={css.title}>
          {title}
        </h3>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={isTable ? <IconChartBar size={14} aria-hidden /> : <IconTable size={14} aria-hidden />}
          onClick={() => setTable(!isTable)}
          aria-label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
        >
          {isTable ? 'Chart' : 'Table'}
        </Button>
      </div>
      {isTable ? (
        <Table series={series} names={names} labelHeader={labelHeader} title={title} write={write} />
      ) : (
        <>
          <ChartCore {...chart} height={height} onPoint={setPoint} />
          <ul className={css.legend} aria-hidden>
            {series.map(({ label, color, values }) => (
              <li key={label}>
                <span className={css.swatch} style={{ background: `var(${color})` }} />
                {label}
                {point !== undefined && <strong>{valueText(values[point], write)}</strong>}
              </li>
            ))}
            {point !== undefined && <li className={css.at}>{names[point]}</li>}
          </ul>
        </>
      )}
      <figcaption className={css.caption}>{summary}</figcaption>
      {children}
    </figure>
  );
}

const valueText = (value: number | null | undefined, write: (value: number) => string) =>
  value === null || value === undefined ? '—' : write(value);

type TableProps = Pick<ChartFigureProps, 'series' | 'labelHeader' | 'title'> & {
  names: readonly string[];
  write: (value: number) => string;
};

function Table({ series, names, labelHeader, title, write }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.scroll} aria-label={`${title}, table`} tabIndex={0}>
      <table className={css.table}>
        <caption className="studio-visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{labelHeader}</th>
            {series.map(({ label }) => (
              <th key={label} scope="col" data-numeric>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name: two connectors may be called alike
            <tr key={at}>
              <th scope="row">{name}</th>
              {series.map(({ label, values }) => (
                <td key={label} data-numeric>
                  {valueText(values[at], write)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
