'use client';
import { Button } from '@mantine/core';
import { Callout } from '#components/ui/callout.tsx';
import { Page } from '#components/ui/page.tsx';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** The same within the shell: the other pages stay in reach. */
export default function StudioPageError({ error, reset }: Props) {
  return (
    <Page title="This page failed">
      <Callout
        kind="danger"
        title="Something failed that nobody foresaw."
        isAlert
        actions={
          <Button variant="default" onClick={reset}>
            Try again
          </Button>
        }
      >
        <p>The log of the server says more{error.digest && <>, under the id {error.digest}</>}.</p>
      </Callout>
    </Page>
  );
}
