import { pathToFileURL } from 'node:url';
import { sharedPath } from '../shared-material.ts';

type Json = unknown;
type Send = { auth?: string; timeoutMs?: number };

export type Step = {
  title?: string;
  request: { method: string; path: string };
  response: { status: number };
  received?: Json[];
  ignoreUpstream?: boolean;
  /** Why answering differently is right. */
  defect?: string;
  optional?: string;
};
export type Scenario = {
  area: string;
  name: string;
  settings?: Record<string, Json>;
  /** Wants a store in which nothing was ever created. */
  fresh?: boolean;
  secretKey?: string;
  steps: Step[];
};
export type Difference = { at: string; expected: Json; actual: Json };

type Matcher = object;
type Upstream = { url: string; hostPort: string; close(): Promise<void> };
type Answered = { status: number };

/** What the program beside the recordings exports; its README says how it compares. */
export type Replayer = {
  BASELINE: Record<string, Json>;
  Matcher: new () => Matcher;
  startUpstream(): Promise<Upstream>;
  reset(base: string, options: Send, settings: Record<string, Json>): Promise<void>;
  runStep(call: {
    base: string;
    step: Step;
    vars: Record<string, string>;
    upstream: Upstream;
    options: Send;
    users: Record<string, string>;
    secretKey: string | undefined;
  }): Promise<{ response: Answered; seen: Json[] }>;
  compareResponse(matcher: Matcher, expected: Json, actual: Answered, step: Step): { status: Difference[]; body: Difference[] };
  compareUpstream(matcher: Matcher, expected: Json[], actual: Json[]): Difference[];
};

let loaded: Promise<Replayer> | undefined;

/** The same comparison as when the recordings are replayed by hand against a running studio. */
export function replayer(): Promise<Replayer> {
  loaded ??= import(/* @vite-ignore */ pathToFileURL(sharedPath('recordings/replay.mjs')).href);
  return loaded;
}
