/** What does not show, or turns what is around it: controls, line breaks, format characters. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu;

/**
 * Foreign text with every hidden character written out (`\u{202e}`), so that it can neither pretend
 * to be another text nor turn what stands beside it. HTML stays as it is: it is only ever shown as
 * text.
 */
export function inert(text: string): string {
  return text.replace(HIDDEN, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** A value as JSON on many lines, with hidden characters escaped as JSON has it. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(HIDDEN, (char) =>
    char === '\n'
      ? char
      : char.replace(/./gsu, (one) =>
          Array.from({ length: one.length }, (_, at) => escapeUnit(one.charCodeAt(at))).join(''),
        ),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
