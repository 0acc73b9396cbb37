import type Docker from 'dockerode';
import { PostlabError } from '../errors.ts';
import { asked, askedOr } from './docker-errors.ts';
import { type Labels, labelOf } from './engine.ts';
import { runCommand } from './exec.ts';

/** Kind of the container that keeps a volume's file system mounted while its host reboots. */
export const holderKind = 'holder';
const mountPoint = '/held';

/**
 * Volumes with a real limit: a tmpfs of that size through Docker's local driver. Docker drops a tmpfs when its
 * last container stops; a holder container, which does nothing, keeps it over reboots of the host. Works on
 * local, desktop and remote engines alike, and needs no loop device.
 */
export class Volumes {
  readonly #docker: Docker;

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  /** `image` runs the holder; any of ours will do. */
  async create(spec: { name: string; sizeBytes: number; labels: Labels; image: string }): Promise<void> {
    await asked('making a volume', () =>
      this.#docker.createVolume({
        Name: spec.name,
        Labels: spec.labels,
        Driver: 'local',
        DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: `size=${spec.sizeBytes},nr_inodes=${Math.max(1024, Math.floor(spec.sizeBytes / 4096))},mode=0755` },
      }),
    );
    const { [labelOf.host]: _host, ...labels } = spec.labels;
    const holder = await asked('making the holder of a volume', () =>
      this.#docker.createContainer({
        name: `${spec.name}-holder`,
        Image: spec.image,
        Entrypoint: ['/usr/bin/sleep', 'infinity'],
        Cmd: [],
        Labels: { ...labels, [labelOf.kind]: holderKind, 'org.postlab.volume': spec.name },
        StopSignal: 'SIGKILL',
        HostConfig: {
          NetworkMode: 'none',
          Binds: [`${spec.name}:${mountPoint}`],
          Memory: 256 * 1024 * 1024,
          PidsLimit: 16,
          CapDrop: ['ALL'],
          CapAdd: ['DAC_READ_SEARCH'],
          RestartPolicy: { Name: 'unless-stopped' },
        },
      }),
    );
    await asked('starting the holder of a volume', () => holder.start());
  }

  async remove(name: string): Promise<void> {
    const holder = await this.#holder(name);
    if (holder) await askedOr('removing the holder of a volume', [404, 409], undefined, () => this.#docker.getContainer(holder).remove({ force: true }));
    await askedOr('removing a volume', [404], undefined, () => this.#docker.getVolume(name).remove());
  }

  async list(labels: Labels): Promise<{ name: string; labels: Labels }[]> {
    const found = await asked('listing volumes', () => this.#docker.listVolumes({ filters: { label: Object.entries(labels).map(([k, v]) => `${k}=${v}`) } }));
    return (found.Volumes ?? []).map((v) => ({ name: v.Name, labels: v.Labels ?? {} }));
  }

  /** Measured by the holder's own `stat`: nothing of the learner's is asked. */
  async usage(name: string): Promise<{ bytes: number; usedBytes: number; inodes: number; usedInodes: number }> {
    const holder = await this.#holder(name);
    if (!holder)
      throw new PostlabError({
        code: 'volume-gone',
        status: 503,
        message: `The volume ${name} is not mounted any more.`,
        hint: 'Reset the lab: its disk is made anew.',
      });
    const { stdout, exitCode } = await runCommand(this.#docker, holder, ['/usr/bin/stat', '-f', '-c', '%S %b %f %c %d', mountPoint], { timeout: 20_000 });
    const [block, blocks, free, inodes, freeInodes] = stdout.trim().split(' ').map(Number);
    if (exitCode !== 0 || freeInodes === undefined)
      throw new PostlabError({
        code: 'volume-unreadable',
        status: 503,
        message: `The use of volume ${name} could not be measured: ${stdout}`,
        hint: 'Try again.',
      });
    return { bytes: block! * blocks!, usedBytes: block! * (blocks! - free!), inodes: inodes!, usedInodes: inodes! - freeInodes };
  }

  async #holder(volume: string): Promise<string | null> {
    const found = await asked('looking for the holder of a volume', () =>
      this.#docker.listContainers({ all: true, filters: { label: [`org.postlab.volume=${volume}`] } }),
    );
    return found[0]?.Id ?? null;
  }
}
