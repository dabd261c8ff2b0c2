'use client';
import type { Prediction } from '#lib/client/predictions.ts';
import css from './timeline.module.css';
import { type Phase, timelineOf } from './timeline.ts';

const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`;
const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)}%`;

/** Where the time of a call went: a bar for each phase, and the same numbers beside it. */
export default function Timeline({ prediction }: { prediction: Prediction }) {
  const phases = timelineOf(prediction);
  const last = phases.at(-1);
  const whole = Math.max(last ? last.start_ms + last.duration_ms : 0, 0.1);
  const calls = prediction.trace.calls?.length ?? 1;
  return (
    <>
      {calls > 1 && <p className={css.note}>One of {calls} calls, which ran one after the other or side by side.</p>}
      <table className={css.timeline}>
        <caption className="studio-visually-hidden">Time of the call by phase, {milliseconds(whole)} in all</caption>
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col" className={css.chart}>
              <span className={css.scale}>
                <span>0</span>
                <span>{milliseconds(whole / 2)}</span>
                <span>{milliseconds(whole)}</span>
              </span>
            </th>
            <th scope="col" className={css.number}>
              Starts
            </th>
            <th scope="col" className={css.number}>
              Takes
            </th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <Row key={phase.label} phase={phase} whole={whole} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ phase: { kind, label, start_ms, duration_ms }, whole }: { phase: Phase; whole: number }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={css.chart}>
        <span className={css.track} aria-hidden>
          <span
            className={css.bar}
            data-kind={kind}
            style={{ insetInlineStart: percent(start_ms, whole), width: percent(duration_ms, whole) }}
          />
        </span>
      </td>
      <td className={css.number}>{milliseconds(start_ms)}</td>
      <td className={css.number}>{milliseconds(duration_ms)}</td>
    </tr>
  );
}
