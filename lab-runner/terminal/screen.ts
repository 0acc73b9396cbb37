/** Lines of history given back to a browser that returns. */
export const historyLines = 2000;

const fields = [
  'pane_id',
  'client_name',
  'history_size',
  'alternate_on',
  'alternate_saved_x',
  'alternate_saved_y',
  'cursor_x',
  'cursor_y',
  'cursor_flag',
  'insert_flag',
  'keypad_cursor_flag',
  'keypad_flag',
  'wrap_flag',
  'origin_flag',
  'mouse_standard_flag',
  'mouse_button_flag',
  'mouse_all_flag',
  'mouse_sgr_flag',
  'scroll_region_upper',
  'scroll_region_lower',
  'pane_height',
  'pane_width',
  'pane_current_command',
] as const;
type Field = (typeof fields)[number];
export type PaneState = Record<Field, string>;

/** Lines of the history, of the screen, and of the screen below a full-screen program. */
export interface Captured {
  history: Buffer[];
  visible: Buffer[];
  below: Buffer[];
}

/** What is asked about a session's pane, in this order; `screenOf` takes the answers. */
export function questions(target: string): string[] {
  return [
    `display-message -p -t ${target} '${fields.map((f) => `#{${f}}`).join(' ')}'`,
    `capture-pane -p -e -J -S -${historyLines} -E -1 -t ${target}`,
    `capture-pane -p -e -J -t ${target}`,
    // The screen below a full-screen program.
    `capture-pane -p -e -J -q -a -t ${target}`,
  ];
}

/** Null when the pane is gone. */
export function paneState(line: Buffer | undefined): PaneState | null {
  const values = line?.toString('utf8').split(' ') ?? [];
  if (values.length < fields.length || !/^%\d+$/.test(values[0] ?? '')) return null;
  return Object.fromEntries(fields.map((field, i) => [field, values[i] ?? ''])) as PaneState;
}

/**
 * The bytes that draw a pane on an empty terminal of the same size: history, screen, the modes its program has set
 * (DEC private modes as in xterm's control sequences), and the cursor.
 */
export function screenOf(state: PaneState, captured: Captured): Buffer {
  const out: (string | Buffer)[] = [];
  const draw = (lines: Buffer[]) =>
    lines.forEach((line, i) => {
      out.push(i === 0 ? '' : '\r\n', line, line.includes(0x1b) ? '\x1b[m' : '');
    });
  const on = (field: Field) => state[field] === '1';
  // tmux captures one line where there is no history.
  if (Number(state.history_size) > 0) {
    draw(captured.history);
    if (captured.history.length > 0) out.push('\r\n');
  }
  if (on('alternate_on')) {
    draw(captured.below);
    out.push(cursor(state.alternate_saved_x, state.alternate_saved_y), '\x1b[?1049h\x1b[H');
  }
  draw(captured.visible);

  const [top, bottom] = [Number(state.scroll_region_upper), Number(state.scroll_region_lower)];
  if (top > 0 || bottom < Number(state.pane_height) - 1) out.push(`\x1b[${top + 1};${bottom + 1}r`);
  if (on('insert_flag')) out.push('\x1b[4h');
  if (on('keypad_cursor_flag')) out.push('\x1b[?1h');
  if (on('keypad_flag')) out.push('\x1b=');
  if (!on('wrap_flag')) out.push('\x1b[?7l');
  if (on('mouse_standard_flag')) out.push('\x1b[?1000h');
  if (on('mouse_button_flag')) out.push('\x1b[?1002h');
  if (on('mouse_all_flag')) out.push('\x1b[?1003h');
  if (on('mouse_sgr_flag')) out.push('\x1b[?1006h');
  // tmux does not tell this mode; a shell that waits for a command has it on.
  if (state.pane_current_command === 'bash') out.push('\x1b[?2004h');
  // Origin mode makes cursor addresses relative to the scroll region: the cursor is set before it.
  out.push(cursor(state.cursor_x, state.cursor_y));
  if (on('origin_flag')) out.push('\x1b[?6h', cursor(state.cursor_x, String(Number(state.cursor_y) - top)));
  if (!on('cursor_flag')) out.push('\x1b[?25l');
  return Buffer.concat(out.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
}

/** CUP (ECMA-48 §8.3.21) from tmux's coordinates, which begin at 0. */
const cursor = (x: string, y: string) => `\x1b[${Number(y) + 1};${Number(x) + 1}H`;
