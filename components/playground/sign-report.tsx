import { CopyButton } from '#components/ui/copy-button.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { SigningReport } from '#lib/predict/ports.ts';
import css from './sign-report.module.css';

/** What a signature covers, so that a refusal of the service can be compared line by line. Secret-derived values are masked. */
export function SignReport({ report, isLoading }: { report: SigningReport | undefined; isLoading: boolean }) {
  if (!report)
    return <p className={css.note}>{isLoading ? 'Asking the server…' : 'The request has to be complete before it can be signed.'}</p>;
  return (
    <div className={css.report}>
      <Part title="Canonical request" text={report.canonical_request} />
      <Part title="String to sign" text={report.string_to_sign} />
      <Part title="Credential scope" text={report.credential_scope} />
      <Part title="Signed headers" text={report.signed_headers.join(';')} />
      <Part title="Body hash (SHA-256)" text={report.body_sha256} />
      <Part title="Server clock" text={report.time} />
      {report.signature && <Part title="Signature" text={report.signature} />}
    </div>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <div className={css.head}>
        <h3 className={css.title}>{title}</h3>
        <CopyButton iconOnly text={text} label={`Copy ${title.toLowerCase()}`} />
      </div>
      <TextBlock text={text} />
    </section>
  );
}
