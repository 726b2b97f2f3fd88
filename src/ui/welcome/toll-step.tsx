import { useEffect, useMemo } from 'preact/hooks';
import { watchOverview } from '../background.ts';
import { Notice } from '../parts/notice.tsx';
import { TollState } from '../parts/toll-state.tsx';
import { nextRefreshMs } from '../popup/refresh.ts';
import { WalletSplit } from '../settings/wallet-split.tsx';
import { hostOf } from '../wording.ts';
import { texts } from './texts.ts';

interface TollStepProps {
  /** A page of this computer that asks for a toll; null where there is none. */
  readonly demo: string | null;
  readonly isConnected: boolean;
}

/** One payment to see that all of it works: a demo page's toll, or one to the user's own wallet. */
export function TollStep({ demo, isConnected }: TollStepProps) {
  if (!isConnected) {
    return <p>{texts.walletFirst}</p>;
  }
  return demo === null ? <PayYourself /> : <Demo url={demo} />;
}

function Demo(props: { url: string }) {
  const { url } = props;
  const watch = useMemo(() => watchOverview(url, nextRefreshMs), [url]);
  useEffect(() => watch.stop, [watch]);
  const overview = watch.overview.value;
  const origin = new URL(url).origin;
  const toll = overview?.tolls.find((one) => one.origin === origin);
  const pass = overview?.passes.find((one) => one.origin === origin);
  // A pass is held from the payment on; the toll is over when the site has taken it.
  const isPaid = toll === undefined && pass !== undefined && pass.state !== 'refused';
  return (
    <>
      <p>{texts.demo(hostOf(url))}</p>
      <div class="buttons">
        <a
          class="button primary"
          href={url}
          target="_blank"
          rel="noreferrer"
          data-testid="open-demo"
        >
          {texts.openDemo}
        </a>
      </div>
      <div aria-live="polite" class="stack" data-testid="demo-state">
        {isPaid ? (
          <Notice kind="good" title={texts.paid}>
            <p>{texts.paidWords}</p>
          </Notice>
        ) : toll === undefined || overview === null ? null : (
          <TollState toll={toll} now={overview.now} />
        )}
      </div>
    </>
  );
}

function PayYourself() {
  return (
    <>
      <p>{texts.payYourself}</p>
      <WalletSplit onSent={() => undefined} />
    </>
  );
}
