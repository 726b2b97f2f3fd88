import { useEffect } from 'preact/hooks';
import { type Asking, useAsked } from '../asked.ts';
import { read } from '../background.ts';
import icon from '../icons/tollpass.svg';
import { NoQuestion } from '../parts/no-question.tsx';
import { UnlockForm } from '../parts/unlock-form.tsx';
import { texts } from './texts.ts';

const UNLOCKING: Asking<'unlock'> = {
  async read() {
    const vault = await read('vault.read', {});
    return vault.ok && vault.asked ? 'unlock' : null;
  },
  keyOf: (question) => question,
};

/** Asks for the password, since something waits for it. Closing the window is a no. */
export function Unlock() {
  const { shown } = useAsked(UNLOCKING);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.repeat && event.isTrusted) window.close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (shown.is !== 'question') return <NoQuestion is={shown.is} />;
  return (
    <main class="unlocking" data-testid="unlocking">
      <header>
        <img src={icon} alt="" width={48} height={48} />
        <h1>{texts.title}</h1>
        <p class="faint">{texts.why}</p>
      </header>
      <UnlockForm focus />
      <div class="buttons">
        <button type="button" class="quiet" data-testid="not-now" onClick={() => window.close()}>
          {texts.notNow}
        </button>
      </div>
    </main>
  );
}
