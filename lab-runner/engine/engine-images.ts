import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { PostlabError } from '../errors.ts';
import { asked, askedOr } from './docker-errors.ts';
import type { EngineImage, Labels } from './engine.ts';

interface Progress {
  stream?: string;
  status?: string;
  progress?: string;
  id?: string;
  error?: string;
}

/** Images of one engine: look, pull, import, build, remove. */
export class EngineImages {
  readonly #docker: Docker;

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  async exists(tag: string): Promise<{ id: string; labels: Labels } | null> {
    const found = await askedOr('looking for an image', [404], null, () => this.#docker.getImage(tag).inspect());
    return found ? { id: found.Id, labels: found.Config.Labels ?? {} } : null;
  }

  async pull(reference: string, onProgress: (line: string) => void = () => undefined): Promise<void> {
    const stream = await asked(`pulling ${reference}`, () => this.#docker.pull(reference));
    await this.#follow(`pulling ${reference}`, stream, (p) => p.status && onProgress([p.id, p.status, p.progress].filter(Boolean).join(' ')));
  }

  async import(tar: Readable, tag: string): Promise<void> {
    const [repo = tag, version = 'latest'] = tag.split(':');
    const stream = (await asked(`importing ${tag}`, () => this.#docker.importImage(tar as never, { repo, tag: version }))) as NodeJS.ReadableStream;
    await this.#follow(`importing ${tag}`, stream, () => undefined);
  }

  async build(options: { context: Readable; tag: string; labels: Labels; args?: Record<string, string>; onProgress?: (line: string) => void }): Promise<void> {
    const doing = `building ${options.tag}`;
    const stream = await asked(doing, () =>
      this.#docker.buildImage(options.context, { t: options.tag, labels: options.labels, buildargs: options.args ?? {}, forcerm: true, version: '1' }),
    );
    const last: string[] = [];
    await this.#follow(
      doing,
      stream,
      (p) => {
        for (const line of (p.stream ?? p.status ?? '').split('\n')) {
          if (line.trim() === '') continue;
          last.push(line);
          if (last.length > 25) last.shift();
          options.onProgress?.(line);
        }
      },
      () => last.join('\n'),
    );
  }

  async remove(tag: string): Promise<void> {
    // 409: still in use by a container of somebody; it stays.
    await askedOr('removing an image', [404, 409], undefined, () => this.#docker.getImage(tag).remove());
  }

  async list(labels: Labels): Promise<EngineImage[]> {
    const found = await asked('listing images', () =>
      this.#docker.listImages({ filters: { label: Object.entries(labels).map(([k, v]) => (v ? `${k}=${v}` : k)) } }),
    );
    return found.map((image) => ({ id: image.Id, tags: image.RepoTags ?? [], labels: image.Labels ?? {}, createdAt: new Date(image.Created * 1000) }));
  }

  #follow(doing: string, stream: NodeJS.ReadableStream, onEvent: (p: Progress) => void, tail: () => string = () => ''): Promise<void> {
    return new Promise((resolve, reject) => {
      let failed: string | null = null;
      const done = (error: Error | null) => {
        const said = failed ?? error?.message;
        if (!said) return resolve();
        reject(
          new PostlabError({
            code: 'image-failed',
            status: 503,
            message: `The Docker engine failed at ${doing}: ${said}${tail() ? `\n${tail()}` : ''}`,
            hint: 'Look at the last lines above: a missing network, a full disk and a package mirror that does not answer are the usual causes.',
          }),
        );
      };
      this.#docker.modem.followProgress(stream, done, (event: Progress) => {
        if (event.error) failed = event.error;
        onEvent(event);
      });
    });
  }
}
