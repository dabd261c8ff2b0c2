'use client';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import type { Blueprint, BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { useMockRun } from './use-mock-run.ts';

const TestFlyout = dynamic(() => import('#components/connectors/test-flyout.tsx').then((file) => file.TestFlyout), { ssr: false });

type TryOnMockProps = { blueprint: Pick<Blueprint, 'id' | 'connector'>; example: Pick<BlueprintExample, 'title' | 'algorithm' | 'input'> };

/** Runs an example through the whole pipeline, with the recorded answer in place of the service. */
export function TryOnMock({ blueprint, example }: TryOnMockProps) {
  const run = useMockRun(blueprint, example);
  return (
    <>
      <Button
        variant="light"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={() => run.start()}
        loading={run.isRunning}
        aria-label={`Try on mock: ${example.title}`}
      >
        Try on mock
      </Button>
      {run.wasOpened && <TestFlyout test={run} />}
    </>
  );
}
