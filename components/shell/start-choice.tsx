import { Radio } from '@mantine/core';
import css from './set-up.module.css';

/** Whether there is something to try at once. */
export function StartChoice({ sample, onChange }: { sample: boolean; onChange: (sample: boolean) => void }) {
  return (
    <Radio.Group
      label="Start with"
      classNames={{ label: css.heading }}
      value={sample ? 'sample' : 'nothing'}
      onChange={(value) => onChange(value === 'sample')}
    >
      <div className={css.choices}>
        <Radio
          value="sample"
          label="A sample connector on the built-in mock"
          description="Try a prediction at once: no key, nothing leaves this server."
        />
        <Radio value="nothing" label="Nothing" />
      </div>
    </Radio.Group>
  );
}
