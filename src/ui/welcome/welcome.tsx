import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { onChanged, send } from '../../messages/client.ts';
import type { Output } from '../../messages/contract.ts';
import { read } from '../background.ts';
import icon from '../icons/tollpass.svg';
import { Notice } from '../parts/notice.tsx';
import { BACKGROUND_SILENT } from '../sentences.ts';
import type { VaultKnown } from '../settings/password.tsx';
import { isReady, type Settings } from '../settings/settings.tsx';
import { AboutStep } from './about-step.tsx';
import { LimitsStep } from './limits-step.tsx';
import { texts } from './texts.ts';
import { TollStep } from './toll-step.tsx';
import { WalletStep } from './wallet-step.tsx';

type Kept = Output<'welcome.read'>;
type Step = Kept['step'];

const STEPS = ['about', 'wallet', 'limits', 'toll'] as const satisfies readonly Step[];

const LOST_RETRY_MS = 2000;

interface Known {
  readonly kept: Kept;
  readonly settings: Settings;
  readonly vault: VaultKnown;
}

/** The way from the installation to the first page that is paid for. */
export function Welcome() {
  const known = useSignal<Known | null>(null);
  const lost = useSignal(false);
  const load = useCallback(async (): Promise<void> => {
    try {
      const [kept, settings, vault] = await Promise.all([
        read('welcome.read', {}),
        read('settings.read', {}),
        read('vault.read', {}),
      ]);
      known.value = { kept, settings, vault };
      lost.value = false;
    } catch {
      lost.value = true;
      setTimeout(() => void load(), LOST_RETRY_MS);
    }
  }, [known, lost]);
  useEffect(() => {
    onChanged(() => void load());
    void load();
  }, [load]);

  return (
    <main class="page welcome">
      <header class="title">
        <img src={icon} alt="" width={32} height={32} />
        <p class="name">{texts.name}</p>
      </header>
      <div role="alert">
        {lost.value ? (
          <Notice kind="error">
            <p>{BACKGROUND_SILENT}</p>
          </Notice>
        ) : null}
      </div>
      {known.value === null ? (
        lost.value ? null : (
          <p class="faint">{texts.reading}</p>
        )
      ) : (
        <Steps {...known.value} reload={load} />
      )}
    </main>
  );
}

function Steps(props: Known & { reload: () => Promise<void> }) {
  const { kept, settings, vault, reload } = props;
  // Its own from then on: what is read again may be from before the last press.
  const step = useSignal<Step>(kept.step === 'done' ? 'about' : kept.step);

  function go(to: Step): void {
    step.value = to;
    // Only the place to go on at: without it the welcome begins at its first step again.
    send('welcome.keep', { step: to }).catch(() => undefined);
  }
  const shown = step.value;
  if (shown === 'done') return <Ready onBack={() => go('toll')} />;

  const at = STEPS.indexOf(shown);
  const next: Step = STEPS[at + 1] ?? 'done';
  const isConnected = isReady(settings.wallet);
  const last = at === STEPS.length - 1;
  return (
    <>
      <nav aria-label={texts.steps}>
        <ol class="steps">
          {STEPS.map((one, index) => (
            <li key={one}>
              <button
                type="button"
                class="quiet"
                data-testid={`step-${one}`}
                aria-current={one === shown ? 'step' : undefined}
                onClick={() => go(one)}
              >
                <span class="count" aria-hidden="true">
                  {index + 1}
                </span>
                <span class="step-name">{texts.titles[one]}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <Shown
        key={shown}
        title={texts.titles[shown]}
        place={texts.place(at + 1, STEPS.length)}
        isFirst={shown === kept.step}
      >
        {shown === 'about' ? <AboutStep /> : null}
        {shown === 'wallet' ? <WalletStep settings={settings} vault={vault} /> : null}
        {shown === 'limits' ? (
          <LimitsStep budget={settings.budget} reload={reload} onSet={() => go(next)} />
        ) : null}
        {shown === 'toll' ? <TollStep demo={kept.demo} isConnected={isConnected} /> : null}
        <div class="buttons ends">
          {at === 0 ? (
            <span />
          ) : (
            <button
              type="button"
              class="quiet"
              data-testid="back"
              onClick={() => go(STEPS[at - 1] ?? 'about')}
            >
              {texts.back}
            </button>
          )}
          <button
            type="button"
            class={isDone(shown, isConnected) ? 'primary' : 'quiet'}
            data-testid="next"
            onClick={() => go(next)}
          >
            {last ? texts.finish : isDone(shown, isConnected) ? texts.next : texts.skip}
          </button>
        </div>
      </Shown>
    </>
  );
}

/** Whether going on leaves nothing out. The limits are set by their own button. */
function isDone(step: Step, isConnected: boolean): boolean {
  return step === 'about' || (step === 'wallet' && isConnected);
}

interface ShownProps {
  readonly title: string;
  readonly place: string;
  /** The page has only just been opened: the browser itself says where it is. */
  readonly isFirst: boolean;
  readonly children: ComponentChildren;
}

/** One step. The focus goes to its heading, so that it is read from there. */
function Shown({ title, place, isFirst, children }: ShownProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Once for each step.
  useLayoutEffect(() => {
    if (!isFirst) heading.current?.focus();
  }, []);
  return (
    <section class="card stack wide" aria-labelledby="step-title" data-testid="step">
      <div>
        <p class="faint" role="status">
          {place}
        </p>
        <h1 id="step-title" ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </div>
      {children}
    </section>
  );
}

function Ready(props: { onBack: () => void }) {
  return (
    <Shown title={texts.ready} place={texts.allSteps} isFirst={false}>
      <p>{texts.readyWords}</p>
      <div class="buttons">
        <a class="button primary" href="../popup/index.html" data-testid="open-popup">
          {texts.openPopup}
        </a>
        <a class="button" href="../settings/index.html">
          {texts.settings}
        </a>
        <button type="button" class="quiet" onClick={props.onBack}>
          {texts.back}
        </button>
      </div>
    </Shown>
  );
}
