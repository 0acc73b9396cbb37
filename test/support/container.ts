import { GenericContainer, type StartedTestContainer } from 'testcontainers';
import { tagOf } from './image-tags.ts';

/** A container of one of our images that does nothing, so that a test can look around in it. */
export function idle(image: string): Promise<StartedTestContainer> {
  return new GenericContainer(tagOf(image)).withEntrypoint(['/usr/bin/sleep']).withCommand(['infinity']).withNetworkMode('none').start();
}

/** Runs a shell line; its exit code and output. */
export async function shell(container: StartedTestContainer, line: string): Promise<{ exitCode: number; output: string }> {
  const { exitCode, output } = await container.exec(['/bin/bash', '-c', line]);
  return { exitCode, output };
}
