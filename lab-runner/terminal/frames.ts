import { terminalFrame } from '../contract/api.ts';

/** One frame of a browser (shape: contract/api.ts), or what is wrong with it. */
export type ClientFrame =
  | { kind: 'input'; bytes: Buffer }
  | { kind: 'resize'; columns: number; rows: number }
  | { kind: 'acknowledge'; bytes: number }
  | { kind: 'bad'; why: string };

const sane = (n: number) => Math.min(500, Math.max(2, n));

/** Never throws. Columns and rows are kept between 2 and 500. */
export function readFrame(frame: Buffer): ClientFrame {
  const body = frame.subarray(1);
  switch (frame[0]) {
    case terminalFrame.input:
      return { kind: 'input', bytes: body };
    case terminalFrame.resize:
      return body.length === 4
        ? { kind: 'resize', columns: sane(body.readUInt16BE(0)), rows: sane(body.readUInt16BE(2)) }
        : { kind: 'bad', why: `expected 4 bytes after a resize, found ${body.length}` };
    case terminalFrame.acknowledge:
      return body.length === 4
        ? { kind: 'acknowledge', bytes: body.readUInt32BE(0) }
        : { kind: 'bad', why: `expected 4 bytes after an acknowledgement, found ${body.length}` };
    default:
      return { kind: 'bad', why: `expected a frame of type 0, 1 or 2, found ${frame[0] ?? 'an empty frame'}` };
  }
}

export function serverFrame(type: 'output' | 'restored' | 'exit' | 'size', bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([terminalFrame[type]]), bytes]);
}
