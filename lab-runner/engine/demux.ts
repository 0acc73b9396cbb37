import { Transform, type TransformCallback } from 'node:stream';

const headerLength = 8;
const standardOutput = 1;

/**
 * Standard output out of what Docker multiplexes over one connection when there is no terminal: frames of a type, three
 * zeros, a length and so many bytes. Standard error is dropped. Who does not read holds up the process, and not our memory.
 */
export class StandardOutput extends Transform {
  #header: Buffer = Buffer.alloc(0);
  #left = 0;
  #wanted = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        this.#left -= part.length;
        rest = rest.subarray(part.length);
        if (this.#wanted) this.push(part);
        continue;
      }
      const missing = headerLength - this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#header.length < headerLength) break;
      this.#wanted = this.#header.readUInt8(0) === standardOutput;
      this.#left = this.#header.readUInt32BE(4);
      this.#header = Buffer.alloc(0);
    }
    done();
  }
}
