'use client';
import { Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#components/shell/session.tsx';
import type { ModelGroup } from '#lib/models/model-group.ts';
import css from './model-form.module.css';
import { groupsQuery, modelAccessQuery } from './queries.ts';
import type { GroupChoice } from './register-group.ts';

const accessModes: { value: ModelGroup['access']; label: string }[] = [
  { value: 'public', label: 'Public' },
  { value: 'restricted', label: 'Restricted to backend roles' },
  { value: 'private', label: 'Private' },
];

type RegisterOptionsProps = { choice: GroupChoice; onChange: (choice: GroupChoice) => void };

/** What most people leave as it is: the group of the model, and access to it where that is controlled. */
export function RegisterOptions({ choice, onChange }: RegisterOptionsProps) {
  const groups = useQuery(groupsQuery);
  const isControlled = useQuery(modelAccessQuery).data === true;
  const { user } = useSession();
  const { group, access, roles } = choice;
  return (
    <div className={css.form}>
      <Select
        label="Model group (optional)"
        description="Versions of a model share a group. Left empty, it is the group with the name of the model, which is made where there is none."
        placeholder="The group with the model's name"
        searchable
        clearable
        data={groups.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={group}
        onChange={(next) => onChange({ ...choice, group: next })}
        nothingFoundMessage={groups.isPending ? 'Loading…' : 'No group matches.'}
        error={groups.error && `Could not load the groups. ${groups.error.message}`}
      />
      {isControlled && group === null && (
        <>
          <Select
            label="Access to a new group (optional)"
            description="Left empty, only you and administrators may use it."
            clearable
            data={accessModes}
            value={access}
            onChange={(next) => onChange({ ...choice, access: next as GroupChoice['access'] })} // as: one of the values above
          />
          {access === 'restricted' && (
            <TagsInput
              label="Backend roles"
              description="Users with one of these roles may use it."
              data={user.backend_roles}
              value={[...roles]}
              onChange={(next) => onChange({ ...choice, roles: next })}
            />
          )}
        </>
      )}
    </div>
  );
}
