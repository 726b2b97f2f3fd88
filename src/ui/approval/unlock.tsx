import { useEffect } from 'preact/hooks';
import icon from '../icons/tollpass.svg';
import { UnlockForm } from '../parts/unlock-form.tsx';

/** Asks for the password, since a payment waits for it. Closing the window is a no. */
export function Unlock() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.repeat && event.isTrusted) window.close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <main class="unlocking" data-testid="unlocking">
      <header>
        <img src={icon} alt="" width={48} height={48} />
        <h1>Unlock Tollpass</h1>
        <p class="faint">
          A page asks for a payment, and your wallet's password is locked. What is to be paid is
          decided after this, by your limits or by you.
        </p>
      </header>
      <UnlockForm focus />
      <div class="buttons">
        <button type="button" class="quiet" data-testid="not-now" onClick={() => window.close()}>
          Not now
        </button>
      </div>
    </main>
  );
}
