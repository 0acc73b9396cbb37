import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mirrorLines } from '../../lab-runner/engine/images/base-image.ts';

export interface Disk {
  image: string;
  kernel: string;
  initrd: string;
}

const packages = 'systemd-sysv,dbus,docker.io,iptables,nftables,iproute2,ca-certificates,linux-image-cloud-amd64,initramfs-tools,zstd';
/** Port of the engine inside; qemu hands it to the loopback address only. */
export const enginePort = 2375;

const units: Record<string, string> = {
  // qemu's own network (user mode) has these addresses.
  'etc/systemd/system/vm-net.service': `[Unit]
Before=docker.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0; ip route add default via 10.0.2.2'
[Install]
WantedBy=multi-user.target
`,
  'etc/systemd/system/docker.service.d/tcp.conf': `[Service]
ExecStart=
ExecStart=/usr/sbin/dockerd -H unix:///run/docker.sock -H tcp://0.0.0.0:${enginePort} --containerd=/run/containerd/containerd.sock
`,
  'etc/fstab': '/dev/vda / ext4 defaults 0 1\n',
  'etc/hostname': 'cgroup2\n',
  'etc/hosts': '127.0.0.1 localhost cgroup2\n',
  'etc/resolv.conf': 'nameserver 10.0.2.3\n',
};

export function run(command: string, args: string[], options: { input?: Buffer } = {}): void {
  const done = spawnSync(command, args, {
    stdio: [options.input ? 'pipe' : 'ignore', 'inherit', 'inherit'],
    ...options,
    env: { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} … should end with 0; it ended with ${done.status ?? done.error?.message}`);
}

/** A disk with Debian of that suite, a kernel with cgroup v2 and its docker.io; made once, then kept in `folder`. */
export function ensureDisk(folder: string, suite: string, say: (line: string) => void): Disk {
  const disk: Disk = { image: join(folder, `${suite}.img`), kernel: join(folder, `${suite}.kernel`), initrd: join(folder, `${suite}.initrd`) };
  if (Object.values(disk).every((file) => existsSync(file))) return disk;
  mkdirSync(folder, { recursive: true });
  const root = join(folder, `${suite}.root`);
  rmSync(root, { recursive: true, force: true });
  say(`making a disk with Debian ${suite} (mmdebstrap, a few minutes; only the first time)…`);
  const sources = [
    '/etc/apt/sources.list',
    ...(existsSync('/etc/apt/sources.list.d') ? readdirSync('/etc/apt/sources.list.d').map((f) => `/etc/apt/sources.list.d/${f}`) : []),
  ];
  const mirror = mirrorLines(
    sources
      .filter((f) => existsSync(f))
      .map((f) => readFileSync(f, 'utf8'))
      .join('\n'),
  )[0]?.split(' ')[1];
  run('mmdebstrap', ['--variant=minbase', `--include=${packages}`, '--quiet', suite, root, ...(mirror ? [`deb ${mirror} ${suite} main`] : [])]);
  for (const [name, text] of Object.entries(units)) {
    const file = join(root, name);
    mkdirSync(join(file, '..'), { recursive: true });
    rmSync(file, { force: true });
    writeFileSync(file, text);
  }
  const wants = join(root, 'etc/systemd/system/multi-user.target.wants');
  symlinkSync('/etc/systemd/system/vm-net.service', join(wants, 'vm-net.service'));
  const boot = readdirSync(join(root, 'boot'));
  const file = (start: string) => join(root, 'boot', boot.find((name) => name.startsWith(start)) ?? start);
  writeFileSync(disk.kernel, readFileSync(file('vmlinuz-')));
  writeFileSync(disk.initrd, readFileSync(file('initrd.img-')));
  run('mke2fs', ['-q', '-F', '-t', 'ext4', '-d', root, disk.image, '16G']);
  rmSync(root, { recursive: true, force: true });
  return disk;
}
