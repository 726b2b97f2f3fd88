import browser from 'webextension-polyfill';

/** Both browsers let an idle background die after 30 s; any extension call starts that anew. */
const BEAT_MS = 20_000;

/** The name of the alarm that takes up open payments when the background died all the same. */
export const RESUME_ALARM = 'resume';

/** Keeps the background awake while something is under way, and has it woken if it dies. */
export interface KeepAwake {
  /** Called when something begins. */
  begin(): void;
  /** Called when it ends. */
  end(): void;
  /** Has the background woken by the alarm until that is cleared, without keeping it awake. */
  remind(): void;
}

export function keepAwake(): KeepAwake {
  let running = 0;
  let beat: ReturnType<typeof setInterval> | undefined;

  function remind(): void {
    void browser.alarms.create(RESUME_ALARM, { periodInMinutes: 0.5 });
  }

  return {
    remind,
    begin() {
      running += 1;
      beat ??= setInterval(() => void browser.runtime.getPlatformInfo(), BEAT_MS);
      remind();
    },
    end() {
      running -= 1;
      if (running > 0) return;
      clearInterval(beat);
      beat = undefined;
    },
  };
}
