import { terminalFrame } from '../../lab-runner/contract/api.ts';

/** Longest input in one frame; the server takes 64 KiB. */
const slice = 32 * 1024;

/** What was typed or pasted, cut into frames the server takes. */
export function inputFrames(text: string): Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += slice) {
    const part = bytes.subarray(at, at + slice);
    const frame = new Uint8Array(part.length + 1);
    frame[0] = terminalFrame.input;
    frame.set(part, 1);
    frames.push(frame);
  }
  return frames;
}

export function resizeFrame(columns: number, rows: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([terminalFrame.resize, columns >> 8, columns & 255, rows >> 8, rows & 255]);
}

/** `bytes` of output have been drawn. */
export function acknowledgeFrame(bytes: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(5);
  frame[0] = terminalFrame.acknowledge;
  new DataView(frame.buffer).setUint32(1, bytes);
  return frame;
}

/** What to do after a close code: wait this long and connect again, or give up and say why. */
export function afterClose(code: number, tries: number): { retryIn: number } | { giveUp: true } {
  if (code === 4404 || code === 1008 || code === 1003 || code === 1007) return { giveUp: true };
  return { retryIn: Math.min(5000, 250 * 2 ** Math.min(tries, 5)) };
}

/** What a reader is told after a close code; the codes are those of http/routes/terminals.ts. */
export function afterCloseWords(code: number): 'connecting' | 'notUp' | 'shellEnded' | 'terminalGone' {
  if (code === 4409) return 'notUp';
  if (code === 1000) return 'shellEnded';
  return 'giveUp' in afterClose(code, 0) ? 'terminalGone' : 'connecting';
}
