import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageState } from '../../contract/api.ts';
import { messageOf, PostlabError } from '../../errors.ts';
import { type Engine, type Labels, labelOf } from '../engine.ts';
import { ensureBaseImage } from './base-image.ts';
import { contextTar, type ImageSource, readImageSource } from './image-source.ts';

export interface ImageBuilderOptions {
  /** Folder of the project: `images/` is below it. */
  root: string;
  data: string;
  onChange: () => void;
}

/** Milliseconds. */
const keepFormer = 7 * 24 * 3600_000;
const imageKind: Labels = { [labelOf.kind]: 'image' };

/**
 * Builds every folder of `images/` in the order of their `ARG FROM`, and only what changed: a tag carries the digest
 * of its sources and of its parent, so what is there under that tag is what would be built.
 */
export class ImageBuilder {
  readonly #engine: Engine;
  readonly #o: ImageBuilderOptions;
  readonly #states = new Map<string, ImageState>();
  readonly #tags = new Map<string, string>();
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();

  constructor(engine: Engine, options: ImageBuilderOptions) {
    this.#engine = engine;
    this.#o = options;
    for (const entry of readdirSync(join(options.root, 'images'), { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      this.#states.set(entry.name, { name: entry.name, state: 'waiting', step: '', problem: '' });
      const waiting = Promise.withResolvers<void>();
      // A failure is told by states() too; nobody need be waiting for this image.
      waiting.promise.catch(() => undefined);
      this.#waiting.set(entry.name, waiting);
    }
  }

  states(): ImageState[] {
    return [...this.#states.values()];
  }

  /** Throws while the image has not been looked at. */
  tagOf(name: string): string {
    const tag = this.#tags.get(name);
    if (!tag)
      throw new PostlabError({ code: 'image-building', status: 503, message: `The image "${name}" is not there yet.`, hint: 'Wait until it is built.' });
    return tag;
  }

  /** Resolves when the image is there; rejects with the reason when it could not be built. */
  ready(name: string): Promise<void> {
    const waiting = this.#waiting.get(name);
    if (!waiting)
      return Promise.reject(
        new PostlabError({
          code: 'unknown-image',
          status: 500,
          message: `There is no folder images/${name}.`,
          hint: `Known are ${[...this.#states.keys()].join(', ')}.`,
        }),
      );
    return waiting.promise;
  }

  /** Builds what is missing. An image that cannot be built does not keep the others from being built; the first failure is thrown at the end. */
  async buildAll(signal?: AbortSignal): Promise<void> {
    let failure: unknown = null;
    let base: string | null = null;
    for (const source of ordered(await this.#sources())) {
      if (signal?.aborted) return;
      try {
        this.#set(source.name, { state: 'building', step: 'looking' });
        base ??= await ensureBaseImage(this.#engine, this.#o.data, (line) => this.#set(source.name, { step: line }));
        await this.#build(source, source.parent ? this.tagOf(source.parent) : base);
        this.#set(source.name, { state: 'ready', step: '' });
        this.#waiting.get(source.name)?.resolve();
      } catch (error) {
        failure ??= error;
        this.#set(source.name, { state: 'failed', step: '', problem: messageOf(error) });
        this.#waiting.get(source.name)?.reject(error);
      }
    }
    if (failure) throw failure;
    await this.#removeOld();
  }

  async #sources(): Promise<ImageSource[]> {
    return Promise.all([...this.#states.keys()].map((name) => readImageSource(this.#o.root, name)));
  }

  async #build(source: ImageSource, from: string): Promise<void> {
    const digest = createHash('sha256').update(source.digest).update(from).digest('hex').slice(0, 12);
    const tag = `postlab/${source.name}:${digest}`;
    if (!(await this.#engine.imageExists(tag))) {
      await this.#engine.build({
        context: contextTar(source),
        tag,
        labels: { ...imageKind, [labelOf.digest]: digest },
        args: { FROM: from, ...proxies(process.env) },
        onProgress: (line) => this.#set(source.name, { step: line }),
      });
    }
    this.#tags.set(source.name, tag);
  }

  /** Former versions of our images, a week after they were built: until then another clone on this engine may still start hosts from them. */
  async #removeOld(): Promise<void> {
    const current = new Set(this.#tags.values());
    for (const image of await this.#engine.images(imageKind)) {
      if (Date.now() - image.createdAt.getTime() < keepFormer) continue;
      for (const tag of image.tags) {
        const name = /^postlab\/([a-z-]+):[0-9a-f]{12}$/.exec(tag)?.[1];
        if (name && this.#tags.has(name) && !current.has(tag)) await this.#engine.removeImage(tag);
      }
    }
  }

  #set(name: string, change: Partial<ImageState>): void {
    const before = this.#states.get(name) as ImageState;
    this.#states.set(name, { ...before, ...change });
    this.#o.onChange();
  }
}

/** Parents before children. Throws PostlabError `bad-image` on a parent that does not exist or a circle. */
export function ordered(sources: readonly ImageSource[]): ImageSource[] {
  const done: ImageSource[] = [];
  const left = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (left.length > 0) {
    const next = left.findIndex((s) => s.parent === null || done.some((d) => d.name === s.parent));
    const stuck = left[0] as ImageSource;
    if (next < 0)
      throw new PostlabError({
        code: 'bad-image',
        message: `images/${stuck.name}/Dockerfile should be built on a folder of images/ ("ARG FROM=postlab/<name>"); found "${stuck.parent}", which does not exist or depends on it.`,
        hint: 'Correct the line.',
      });
    done.push(...left.splice(next, 1));
  }
  return done;
}

/** Docker's own predefined build arguments: a machine behind a proxy reaches its packages through it. */
function proxies(env: Record<string, string | undefined>): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
