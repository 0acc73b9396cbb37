/** A timer that rings so many milliseconds late tells that this thread, and with it most likely the whole machine, stood still. */
export const heldUp = 500;

/**
 * Rings after `time` milliseconds, not counting those in which nobody here could have heard an answer: after a stand-still, timers ring before what lies in
 * the sockets is read. @returns what takes it back
 */
export function patientTimer(time: number, ring: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const due = performance.now() + left;
    timer = setTimeout(() => {
      const late = performance.now() - due;
      if (late > heldUp) wait(late);
      else ring();
    }, left);
  };
  wait(time);
  return () => clearTimeout(timer);
}
