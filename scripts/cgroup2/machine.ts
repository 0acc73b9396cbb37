import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Docker from 'dockerode';
import { type Disk, enginePort } from './disk.ts';

export interface Machine {
  /** For DOCKER_HOST. */
  host: string;
  docker: Docker;
  off(): Promise<void>;
}

/** Boots the disk; what is written to it is forgotten at the end. Without KVM it is emulated: slow, but it works everywhere. Resolves when its engine answers. */
export async function boot(disk: Disk, options: { port: number; kvm: boolean; console: string; say: (line: string) => void }): Promise<Machine> {
  const { port, kvm, console, say } = options;
  const args = [
    ...[
      '-machine',
      kvm ? 'q35,accel=kvm' : 'q35,accel=tcg',
      '-cpu',
      kvm ? 'host' : 'max',
      '-smp',
      '2',
      '-m',
      '6144',
      '-nographic',
      '-no-reboot',
      '-monitor',
      'none',
      '-serial',
      'stdio',
    ],
    ...['-kernel', disk.kernel, '-initrd', disk.initrd, '-append', 'root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet'],
    ...['-drive', `file=${disk.image},format=raw,if=virtio,cache=unsafe,snapshot=on`],
    ...['-nic', `user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:${port}-:${enginePort}`],
  ];
  const child: ChildProcess = spawn('qemu-system-x86_64', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(console);
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const docker = new Docker({ protocol: 'http', host: '127.0.0.1', port });
  const begun = Date.now();
  for (let told = 0; ; await pause(1000)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`qemu should run; it ended with ${child.exitCode ?? child.signalCode}. Look at ${console}`);
    const version = await Promise.race([docker.version().catch(() => null), pause(5000, null)]);
    if (version) break;
    const waited = Math.round((Date.now() - begun) / 1000);
    if (waited > 1800) {
      child.kill('SIGKILL');
      throw new Error(`the engine in the machine should answer within half an hour. Look at ${console}`);
    }
    if (waited - told < 30) continue;
    told = waited;
    say(`booting, ${waited} s…`);
  }
  return {
    host: `tcp://127.0.0.1:${port}`,
    docker,
    off: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
