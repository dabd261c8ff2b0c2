import { Callout } from '#components/ui/callout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

type Cure = { words: string; link?: { label: string; href: string } };

const setting = (key: string) => ({ label: 'Open setting', href: `/settings?q=${key}` });

/** What helps, by the start of ML Commons' text. */
const cures: [RegExp, Cure][] = [
  [/^Remote Inference is currently disabled/, { words: 'Remote inference is off.', link: setting('remote_inference.enabled') }],
  [/^Failed to find connector/, { words: 'The connector is gone, or you may not see it. Choose another.' }],
  [/^You don't have permission to (use|update) the connector/, { words: 'Ask the owner of the connector to share it with you.' }],
  [/^Cannot Create a Model from MCP Connector/, { words: 'Choose a connector of protocol http or aws_sigv4.' }],
  [/^The connector has no action that a model can call/, { words: 'Add a PREDICT action to the connector, or choose another.' }],
  [/^rate must be greater than zero/, { words: "The model's limit lets nothing through. Raise it, then deploy again." }],
  [/^Model cannot be deleted in deploying or deployed state/, { words: 'Undeploy it first.' }],
  [/version conflict/, { words: 'Somebody else changed this model meanwhile. Close this, look at it, then try again.' }],
];

/** A refusal in the server's words, with what helps. */
export function ModelFailure({ reason, title }: { reason: string; title?: string }) {
  const cure = cures.find(([start]) => start.test(reason))?.[1];
  return (
    <Callout
      kind="danger"
      title={title ?? cure?.words}
      isAlert
      {...(cure?.link && {
        actions: (
          <LinkButton href={cure.link.href} variant="default">
            {cure.link.label}
          </LinkButton>
        ),
      })}
    >
      <p>{reason}</p>
      {title && cure && <p>{cure.words}</p>}
    </Callout>
  );
}
