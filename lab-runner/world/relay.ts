import { connect } from 'node:net';

/**
 * Joins standard input and output to world's socket. Runs as an exec of its own, so that the runner needs no
 * route into the world's network. @returns the exit code: 0 after an orderly end, 1 when world does not answer
 */
export function relay(socketPath: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({ path: socketPath, allowHalfOpen: false });
    socket.on('error', (error) => {
      process.stderr.write(`world does not answer on ${socketPath}: ${error.message}\n`);
      resolve(1);
    });
    socket.on('connect', () => {
      process.stdin.pipe(socket);
      socket.pipe(process.stdout);
    });
    socket.on('close', () => resolve(0));
    process.stdin.on('error', () => socket.destroy());
    process.stdout.on('error', () => socket.destroy());
  });
}
