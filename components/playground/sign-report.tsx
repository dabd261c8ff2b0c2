import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import type { SigningReport } from '#lib/predict/ports.ts';
import css from './sign-report.module.css';
import type { SignatureRefusal } from './signature-refusal.ts';

type SignReportProps = {
  report: SigningReport | undefined;
  isLoading: boolean;
  /** A call that the service refused, with what it would have signed. */
  refused: { sent: SigningReport; refusal: SignatureRefusal } | undefined;
};

/** What a signature covers, so that a refusal of the service can be compared line by line. Secret-derived values are masked. */
export function SignReport({ report, isLoading, refused }: SignReportProps) {
  if (!report && !refused)
    return <p className={css.note}>{isLoading ? 'Asking the server…' : 'The request has to be complete before it can be signed.'}</p>;
  return (
    <div className={css.report}>
      {refused && <Refused {...refused} />}
      {report && (
        <>
          <Part title="Canonical request" text={report.canonical_request} />
          <Part title="String to sign" text={report.string_to_sign} />
          <Part title="Credential scope" text={report.credential_scope} />
          <Part title="Signed headers" text={report.signed_headers.join(';')} />
          <Part title="Body hash (SHA-256)" text={report.body_sha256} />
          <Part title="Server clock" text={report.time} />
          <p className={css.note}>
            AWS refuses a clock that is more than five minutes off. This server’s says <ClockTime at={Date.parse(report.time)} />.
          </p>
          {report.signature && <Part title="Signature" text={report.signature} />}
        </>
      )}
    </div>
  );
}

function Refused({ sent, refusal }: NonNullable<SignReportProps['refused']>) {
  const isSame = sent.canonical_request === refusal.canonical_request;
  return (
    <>
      <Callout kind="danger" title="The service signed another request">
        {isSame
          ? 'Both sides agree on the canonical request, so the secret key is not the one that belongs to the access key.'
          : 'What the service received is not what was signed: something between here and there changed it.'}
      </Callout>
      <section>
        <h3 className={css.title}>Canonical request, compared</h3>
        <DiffView before={sent.canonical_request} after={refusal.canonical_request} beforeLabel="Ours" afterLabel="The service’s" />
      </section>
      {refusal.string_to_sign !== undefined && (
        <section>
          <h3 className={css.title}>String to sign, compared</h3>
          <DiffView before={sent.string_to_sign} after={refusal.string_to_sign} beforeLabel="Ours" afterLabel="The service’s" />
        </section>
      )}
    </>
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
