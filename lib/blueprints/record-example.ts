import type { BlueprintExample } from './blueprint.ts';

/** What came of a call that was to become an example. */
export type Recording =
  | {
      outcome: 'answered';
      example: BlueprintExample;
      /** How many lists of numbers were cut short, and how many secrets were taken out. */
      shortened: number;
      masked: number;
    }
  | {
      outcome: 'failed' | 'cancelled';
      failed_step?: string;
      /** What `_predict` would have answered. */
      status: number;
      response: unknown;
    };
