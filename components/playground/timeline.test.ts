import { expect, test } from 'vitest';
import type { Prediction } from '#lib/client/predictions.ts';
import { type Step, stepNames } from '#lib/predict/trace.ts';
import { timelineOf } from './timeline.ts';

function aPrediction(send: Partial<Step>): Prediction {
  const steps = stepNames.map((name): Step => {
    const step: Step = { name, status: 'ok', duration_ms: name === 'send' ? 0 : 1, input: null, output: null };
    return name === 'send' ? { ...step, ...send } : step;
  });
  return { run_id: 'r', outcome: 'answered', status: 200, response: {}, trace: { steps } };
}

const short = (prediction: Prediction) =>
  timelineOf(prediction).map(({ label, start_ms, duration_ms }) => `${label} ${start_ms}+${Math.round(duration_ms)}`);

test('an attempt is told phase by phase; what no phase claims was spent in the queue', () => {
  const timings = { dns: 3, connect: 18, tls: 22, first_byte: 350, body: 16, total: 412 };
  expect(short(aPrediction({ duration_ms: 412, detail: { attempts: [{ status: 200, timings }] } }))).toEqual([
    'Prepare 0+8',
    'DNS 8+3',
    'Queue and signing 11+3',
    'Connect 14+18',
    'TLS 32+22',
    'First byte 54+350',
    'Body 404+16',
    'Process 420+4',
  ]);
});

test('retries stand one after the other with the waits between them', () => {
  const attempts = [
    { status: 429, timings: { first_byte: 10, total: 10 }, waits_ms: 200 },
    { status: 200, timings: { first_byte: 20, body: 5, total: 25 } },
  ];
  expect(short(aPrediction({ duration_ms: 235, detail: { attempts } }))).toEqual([
    'Prepare 0+8',
    'First byte, attempt 1 8+10',
    'Wait before attempt 2 18+200',
    'First byte, attempt 2 218+20',
    'Body, attempt 2 238+5',
    'Process 243+4',
  ]);
});

test('an attempt without an answer takes what is left of the step; a stream has its pieces after the first byte', () => {
  expect(short(aPrediction({ status: 'failed', duration_ms: 30, detail: { attempts: [{ error: 'refused' }] } }))).toContain(
    'No answer 8+30',
  );
  expect(short(aPrediction({ duration_ms: 900, output: { timings: { first_byte: 100, total: 100 } } }))).toEqual([
    'Prepare 0+8',
    'First byte 8+100',
    'Stream 108+800',
    'Process 908+4',
  ]);
});

test('what was not sent has no timeline', () => {
  expect(timelineOf(aPrediction({ status: 'not_reached' }))).toEqual([]);
});
