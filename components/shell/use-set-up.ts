import { useRef, useState } from 'react';
import { setUp } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { type Account, type AccountProblems, accountProblems } from './account-problems.ts';
import { secondsToWait, useCountdown } from './use-countdown.ts';

const isField = (path: string): path is keyof Account => path === 'username' || path === 'password';

/** A whole new document: it is the first with a session. */
const go = (connector: string | undefined) =>
  window.location.assign(connector ? `/connectors/${encodeURIComponent(connector)}?tab=try` : '/connectors');

/** State of the set-up form: a field is checked when it is left, then with every key once it has a problem. */
export function useSetUp(token: string) {
  const [account, setAccount] = useState<Account>({ username: 'admin', password: '' });
  const [problems, setProblems] = useState<AccountProblems>({});
  const [problem, setProblem] = useState('');
  const [isPending, setPending] = useState(false);
  const [wait, startWait] = useCountdown();
  const inputs = { username: useRef<HTMLInputElement>(null), password: useRef<HTMLInputElement>(null) };

  const showAt = (found: AccountProblems) => {
    setProblems(found);
    const first = (['username', 'password'] as const).find((field) => found[field] !== undefined);
    if (first) inputs[first].current?.focus();
    return first !== undefined;
  };
  const check = async (field: keyof Account, values: Account) => {
    const found = await accountProblems(values);
    setProblems((before) => ({ ...before, [field]: found[field] }));
  };
  const refused = (thrown: unknown) => {
    if (isStudioError(thrown) && thrown.status === 429) return startWait(secondsToWait(thrown));
    const fields = isStudioError(thrown) ? (thrown.fields ?? []) : [];
    const placed = fields.flatMap(({ path, message }) => (isField(path) ? [[path, message] as const] : []));
    if (placed.length > 0) showAt(Object.fromEntries(placed));
    else setProblem(thrown instanceof Error ? thrown.message : String(thrown));
  };

  return {
    problem,
    wait,
    isPending,
    /** Of a text field. */
    bind: (field: keyof Account) => ({
      ref: inputs[field],
      name: field,
      value: account[field],
      error: problems[field],
      onBlur: () => account[field] !== '' && check(field, account),
      onChange: (event: { currentTarget: { value: string } }) => {
        const changed = { ...account, [field]: event.currentTarget.value };
        setAccount(changed);
        if (problems[field] !== undefined) void check(field, changed);
      },
    }),
    async submit(sample: boolean) {
      if (wait > 0 || isPending) return;
      setProblem('');
      if (showAt(await accountProblems(account))) return;
      setPending(true);
      try {
        go((await setUp({ token, ...account, sample })).sample?.connector_id);
      } catch (thrown) {
        setPending(false);
        refused(thrown);
      }
    },
  };
}
