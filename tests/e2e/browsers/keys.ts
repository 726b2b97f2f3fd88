/** Keys for WebDriver, which gives those without a character a code point of its own. */

/** WebDriver, section 17.4.2, "normalised key value". */
const CODE_POINTS: Readonly<Record<string, number>> = {
  Backspace: 0xe003,
  Tab: 0xe004,
  Enter: 0xe006,
  Shift: 0xe008,
  Control: 0xe009,
  Alt: 0xe00a,
  Escape: 0xe00c,
  Space: 0x20,
  PageUp: 0xe00e,
  PageDown: 0xe00f,
  End: 0xe010,
  Home: 0xe011,
  ArrowLeft: 0xe012,
  ArrowUp: 0xe013,
  ArrowRight: 0xe014,
  ArrowDown: 0xe015,
  Insert: 0xe016,
  Delete: 0xe017,
  Meta: 0xe03d,
};

export interface KeyAction {
  readonly type: 'keyDown' | 'keyUp';
  readonly value: string;
}

/** `Control+Shift+a`: down in that order, up in the reverse. Throws for an unknown name. */
export function keyActions(key: string): KeyAction[] {
  const names = key === '+' ? ['+'] : key.split('+');
  const values = names.map((name) => {
    if ([...name].length === 1) return name;
    const code = CODE_POINTS[name];
    if (code === undefined) throw new Error(`unknown key ${name}`);
    return String.fromCodePoint(code);
  });
  return [
    ...values.map((value) => ({ type: 'keyDown' as const, value })),
    ...values.toReversed().map((value) => ({ type: 'keyUp' as const, value })),
  ];
}
