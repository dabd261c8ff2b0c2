import { Callout } from '#components/ui/callout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

type Cure = { words: string; link?: { label: string; href: string } };

const setting = (key: string) => ({ label: 'Open setting', href: `/settings?q=${key}` });

/** What helps, by the start of ML Commons' text. */
const cures: [RegExp, Cure][] = [
  [/^Remote Inference is currently disabled/, { words: 'Remote inference is off.', link: setting('remote_inference.enabled') }],
  [/^Controller is currently disabled/, { words: 'Limits of single users are switched off.', link: setting('controller_enabled') }],
  [
    /^Connector URL is not matching the trusted connector endpoint regex/,
    { words: 'The address of its connector is not trusted.', link: setting('trusted_connector_endpoints_regex') },
  ],
  [/^Failed to find connector/, { words: 'The connector is gone, or you may not see it. Choose another.' }],
  [/^You don't have permission to (use|update) the connector/, { words: 'Ask the owner of the connector to share it with you.' }],
  [/^You don't have permissions to perform this operation/, { words: 'Choose another group, or ask its owner for access.' }],
  [/^The name .* you provided is unavailable/, { words: 'Another group has this name. Choose another name for the model.' }],
  [/^Cannot Create a Model from MCP Connector/, { words: 'Choose a connector of protocol http or aws_sigv4.' }],
  [/^The connector has no action that a model can call/, { words: 'Add a PREDICT action to the connector, or choose another.' }],
  [/^rate must be greater than zero/, { words: "The model's limit lets nothing through. Raise it, then deploy again." }],
  [/^Model cannot be deleted in deploying or deployed state/, { words: 'Undeploy it first.' }],
  [
    /^The studio calls models that run elsewhere/,
    {
      words: 'Deploy this one in the cluster that holds it, or register a model with a connector here.',
      link: { label: 'Register model', href: '/models?register=' },
    },
  ],
  [
    /^You cannot specify model access control parameters/,
    { words: 'Access to models is not controlled.', link: setting('model_access_control_enabled') },
  ],
  [
    /^exceed max running task limit|m_l_limit_exceeded/,
    { words: 'Too many tasks are running. Wait, or raise the limit.', link: setting('max_register_model_tasks_per_node') },
  ],
  [/^Don't allow custom deployment plan/, { words: 'Deploy without naming nodes.', link: setting('allow_custom_deployment_plan') }],
  [/version conflict/, { words: 'Somebody else changed this model meanwhile. Close this, look at it, then try again.' }],
];

type ModelFailureProps = {
  reason: string;
  title?: string;
  /** The node that says so. */
  node?: string | undefined;
  /** It failed some time ago, so it is not read out at once. */
  isPast?: boolean;
};

/** A refusal in the server's words, with what helps. */
export function ModelFailure({ reason, title, node, isPast = false }: ModelFailureProps) {
  const cure = cures.find(([start]) => start.test(reason))?.[1];
  return (
    <Callout
      kind="danger"
      title={title ?? cure?.words}
      isAlert={!isPast}
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
      {node && (
        <p>
          Node <code translate="no">{node}</code>
        </p>
      )}
    </Callout>
  );
}
