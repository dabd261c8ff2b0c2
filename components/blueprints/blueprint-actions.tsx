'use client';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconGitFork, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { useGo } from '#components/ui/leave.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { blueprintFileUrl } from '#lib/client/blueprints.ts';
import css from './blueprint-actions.module.css';
import { useDeleteBlueprint, useForkBlueprint } from './queries.ts';

type Shown = Pick<BlueprintDetails, 'id' | 'title' | 'origin' | 'can' | 'used' | 'version'>;

/** What can be done with a blueprint: made a connector of, changed or forked, taken away as a file, deleted. */
export function BlueprintActions({ blueprint }: { blueprint: Shown }) {
  const can = useCan();
  const { id, title, origin, can: may } = blueprint;
  const [isDeleting, setDeleting] = useState(false);
  const fork = useFork(id);
  const mayWrite = can('blueprint.create');
  const isForeign = may.update !== true;
  return (
    <>
      {mayWrite && origin === 'built_in' && (
        <Button variant="default" leftSection={<IconGitFork size={16} aria-hidden />} onClick={fork.run} loading={fork.isPending}>
          Fork to edit
        </Button>
      )}
      {mayWrite && origin !== 'built_in' && isForeign && (
        <ReasonedButton variant="default" refusal={may.update === true ? false : may.update}>
          Edit
        </ReasonedButton>
      )}
      {mayWrite && !isForeign && (
        <LinkButton variant="default" href={`/blueprints/${id}/edit`}>
          Edit
        </LinkButton>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${title}`} variant="default">
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={blueprintFileUrl(id)} download leftSection={<IconDownload size={16} aria-hidden />}>
            Export as file
          </Menu.Item>
          {mayWrite && origin !== 'built_in' && (
            <Menu.Item leftSection={<IconGitFork size={16} aria-hidden />} onClick={fork.run}>
              Fork
            </Menu.Item>
          )}
          {can('blueprint.delete') && origin !== 'built_in' && may.delete !== true && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} aria-disabled closeMenuOnClick={false} className={css.refused}>
              Delete
              <span className={css.refusal}>{may.delete}</span>
            </Menu.Item>
          )}
          {can('blueprint.delete') && may.delete === true && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {can('connector.create') && <LinkButton href={`/connectors/new?blueprint=${id}`}>Use blueprint</LinkButton>}
      <DeleteBlueprint blueprint={blueprint} opened={isDeleting} onClose={() => setDeleting(false)} />
    </>
  );
}

/** A copy of one's own, opened in the editor. */
function useFork(id: string) {
  const go = useGo();
  const fork = useForkBlueprint();
  return {
    isPending: fork.isPending,
    run: () =>
      fork.mutate(id, {
        onSuccess: (made) => go(`/blueprints/${made.id}/edit`),
        onError: (error) => showFailure(`It could not be forked. ${error.message}`),
      }),
  };
}

type DeleteBlueprintProps = { blueprint: Shown; opened: boolean; onClose: () => void };

function DeleteBlueprint({ blueprint: { id, title, used }, opened, onClose }: DeleteBlueprintProps) {
  const go = useGo();
  const remove = useDeleteBlueprint();
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        onClose();
        showSuccess(`${title} deleted.`);
        go('/blueprints');
      },
    });
  return (
    <TypedConfirm
      opened={opened}
      onClose={onClose}
      title={`Delete ${title}?`}
      confirmLabel="Delete blueprint"
      phrase={title}
      onConfirm={confirm}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>
        Its versions go with it. This cannot be undone.
        {used > 0 && ` ${used === 1 ? 'The connector' : `The ${used} connectors`} made from it ${used === 1 ? 'stays' : 'stay'}.`}
      </p>
    </TypedConfirm>
  );
}
