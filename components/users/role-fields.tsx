'use client';
import { Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Role, roles } from '#lib/access/caller.ts';
import { backendRolesQuery } from './queries.ts';
import { roleWords } from './user-words.ts';

export type RoleValues = { role: Role; backend_roles: string[] };

type RoleFieldsProps = {
  /** Prefix of the ids of both fields. */
  id: string;
  values: RoleValues;
  onChange: (values: RoleValues) => void;
  /** Why the role stays as it is. */
  refusal?: string | undefined;
  error?: string | undefined;
};

/** What somebody may do, and with whose connectors. */
export function RoleFields({ id, values, onChange, refusal, error }: RoleFieldsProps) {
  const suggestions = useQuery(backendRolesQuery);
  const isRole = (value: string | null): value is Role => roles.some((role) => role === value);
  return (
    <>
      <Select
        id={`${id}-role`}
        label="Role"
        description={refusal ?? roleWords[values.role].description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={roles.map((role) => ({ value: role, label: roleWords[role].label }))}
        value={values.role}
        onChange={(value) => isRole(value) && onChange({ ...values, role: value })}
        allowDeselect={false}
        readOnly={refusal !== undefined}
      />
      <TagsInput
        id={`${id}-backend-roles`}
        label="Backend roles (optional)"
        description="Connectors and model groups are shared by them. Enter ends a role."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={suggestions.data ?? []}
        value={values.backend_roles}
        onChange={(backend_roles) => onChange({ ...values, backend_roles })}
        acceptValueOnBlur
        error={error}
      />
    </>
  );
}
