/** Just enough of the ZIP format (APPNOTE 6.3) for test attachments: one file, stored or deflated, with or without the traditional encryption. */

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
  });
}

function crcStep(table: Uint32Array, crc: number, byte: number): number {
  return ((table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)) >>> 0;
}

function crc32(table: Uint32Array, bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcStep(table, crc, byte);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Traditional PKWARE encryption (APPNOTE 6.1): three keys that every plain byte moves on. */
function encrypted(table: Uint32Array, plain: Buffer, password: string): Buffer {
  const keys = [0x12345678, 0x23456789, 0x34567890] as [number, number, number];
  const move = (byte: number): void => {
    keys[0] = crcStep(table, keys[0], byte);
    keys[1] = (Math.imul((keys[1] + (keys[0] & 0xff)) >>> 0, 134775813) + 1) >>> 0;
    keys[2] = crcStep(table, keys[2], keys[1] >>> 24);
  };
  for (const byte of Buffer.from(password)) move(byte);
  return Buffer.from(
    plain.map((byte) => {
      const t = (keys[2] | 2) & 0xffff;
      const out = byte ^ ((Math.imul(t, t ^ 1) >>> 8) & 0xff);
      move(byte);
      return out;
    }),
  );
}

/** `deflated`: the content as `deflateRawSync` packs it. Its bytes are then nowhere in the archive: who looks for them has to unpack it. */
export function zip(name: string, content: Buffer, { password = '', deflated }: { password?: string; deflated?: Buffer } = {}): Buffer {
  const table = crcTable();
  const crc = crc32(table, content);
  // Twelve bytes come before encrypted content; the last of them lets a reader check the password.
  const head = Buffer.concat([Buffer.alloc(11, 0x5a), Buffer.from([crc >>> 24])]);
  const packed = deflated ?? content;
  const data = password ? encrypted(table, Buffer.concat([head, packed]), password) : packed;
  const file = Buffer.from(name, 'utf8');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE((password ? 1 : 0) | 0x800, 2);
  common.writeUInt16LE(deflated ? 8 : 0, 4);
  common.writeUInt16LE(0x5b65, 8);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, file, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), file]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
