import { expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

test('has mail programs and nothing that listens', async () => {
  const host = await idle('client');
  try {
    expect(await shell(host, 'command -v python3 mutt s-nail nc openssl swaks expect socat')).toMatchObject({ exitCode: 0 });
    expect((await shell(host, 'dpkg -l | grep -E "^ii  (postfix|exim4|dovecot)" ')).exitCode).toBe(1);
  } finally {
    await host.stop();
  }
});
