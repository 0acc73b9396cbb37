import { random } from '../shared/random.ts';

/**
 * Thirty days of one mail server, a sample every five minutes, from Monday 2 November 2026, 00:00. Made by a generator with a fixed seed, after the
 * shapes that such servers show; not measured. Harmless events are in it on purpose: they are what false alarms are made of.
 */
export const signals = ['roundTrip', 'delay', 'length', 'intake', 'disk', 'cpu', 'cert'] as const;
export type Signal = (typeof signals)[number];
export const stepMinutes = 5;
export const days = 30;
const samples = (days * 24 * 60) / stepMinutes;

export interface Incident {
  id: string;
  /** Samples: when users began to suffer, and when it was mended. */
  from: number;
  until: number;
  /** In which signals it shows, and from when a page because of that signal would have been right. */
  shows: Partial<Record<Signal, readonly [number, number]>>;
}

export interface Month {
  values: Record<Signal, readonly number[]>;
  incidents: readonly Incident[];
}

/** The sample of day (0…29), hour and minute. */
export const at = (day: number, hour: number, minute = 0): number => (day * 24 * 60 + hour * 60 + minute) / stepMinutes;

/** A canary that is not back after ten minutes counts as lost, and is written as 600 s. */
export const lost = 600;

export function makeMonth(seed = 20261102): Month {
  const draw = random(seed);
  const noise = (spread: number) => 1 + (draw() + draw() + draw() - 1.5) * spread;
  const values: Record<Signal, number[]> = { roundTrip: [], delay: [], length: [], intake: [], disk: [], cpu: [], cert: [] };
  for (let i = 0; i < samples; i++) {
    const hour = (i % at(1, 0)) / at(0, 1);
    const day = Math.floor(i / at(1, 0));
    const load = loadOf(day % 7, hour);
    const backup = hour >= 2 && hour < 4;
    values.roundTrip.push(4 * noise(0.5) + load * 3);
    values.delay.push(0.3 * noise(0.6) + load * 0.4);
    values.length.push(20 * noise(0.5) + load * 60 * noise(0.4));
    values.intake.push(40 * load * noise(0.5));
    values.disk.push(61 + (i / samples) * 5 + (backup ? 12 : 0));
    values.cpu.push(Math.min(100, 8 * noise(0.5) + load * 45 * noise(0.3) + (backup ? 72 * noise(0.15) : 0)));
    values.cert.push(Math.max(0, 22.375 - i / at(1, 0)));
  }
  const set = (signal: Signal, from: number, until: number, change: (before: number, part: number, i: number) => number) => {
    for (let i = from; i < until; i++) values[signal][i] = Math.max(0, change(values[signal][i] as number, (i - from) / (until - from), i));
  };

  // Harmless. Newsletters: a long queue that moves. A single canary lost on the way. A partner that is away for a day and a half. A planned reboot. A search index that is rebuilt.
  for (const day of [0, 14]) {
    set('length', at(day, 10), at(day, 12), (before, part) => before + 4200 * (1 - part));
    set('cpu', at(day, 10), at(day, 12), (before) => Math.min(100, before + 28));
    set('roundTrip', at(day, 10), at(day, 12), (before) => before + 25);
    set('delay', at(day, 10), at(day, 12), (before) => before + 1.5);
  }
  for (const i of [at(1, 16, 25), at(4, 3, 10), at(8, 11, 40), at(11, 20, 5), at(16, 9, 55), at(20, 14, 15), at(25, 1, 30), at(28, 17, 45)])
    set('roundTrip', i, i + 1, () => lost);
  set('length', at(7, 8), at(8, 20), (before, part) => before + 340 * part);
  set('delay', at(8, 20), at(8, 20, 15), () => 900);
  set('roundTrip', at(12, 22), at(12, 22, 15), () => lost);
  set('intake', at(12, 22), at(12, 22, 15), () => 0);
  set('cpu', at(23, 13), at(23, 15), () => 94);

  const incidents: Incident[] = [
    incident('resolver', at(2, 9, 20), at(2, 11, 30), { roundTrip: 0, delay: 0, length: 0 }),
    {
      ...incident('disk', at(5, 21), at(5, 23, 30), { roundTrip: 0, intake: 0 }),
      shows: { disk: [at(5, 8), at(5, 23, 30)], roundTrip: [at(5, 21), at(5, 23, 30)], intake: [at(5, 21), at(5, 23, 30)] },
    },
    incident('filter', at(9, 13, 10), at(9, 16), { roundTrip: 0, intake: 0 }),
    incident('stolen', at(13, 1), at(13, 7), { length: 0, delay: 0 }),
    incident('store', at(17, 10, 15), at(17, 11, 45), { roundTrip: 0, delay: 0 }),
    { ...incident('certificate', at(22, 9), at(22, 10, 40), {}), shows: { cert: [at(8, 9), at(22, 10, 40)], roundTrip: [at(22, 9), at(22, 10, 40)] } },
    incident('stopped', at(26, 6, 40), at(26, 7, 30), { roundTrip: 0, intake: 0 }),
  ];
  set('roundTrip', at(2, 9, 20), at(2, 11, 30), () => 180 * noise(0.6));
  set('delay', at(2, 9, 20), at(2, 11, 30), (before, part) => before + 3 + 25 * part);
  set('length', at(2, 9, 20), at(2, 11, 30), (before, part) => before + 900 * part);
  set('disk', at(5, 8), at(5, 23, 30), (before, part) => Math.min(99, before + 38 * part));
  set('roundTrip', at(5, 21), at(5, 23, 30), () => lost);
  set('intake', at(5, 21), at(5, 23, 30), () => 0);
  // The filter hangs: senders keep the mail, so our own queue looks fine.
  set('roundTrip', at(9, 13, 10), at(9, 16), () => lost);
  set('intake', at(9, 13, 10), at(9, 16), (before) => before * 0.04);
  set('length', at(13, 1), at(13, 7), (before, part) => before + 9000 * part);
  set('delay', at(13, 1), at(13, 7), (before, part) => before + 40 * part);
  set('roundTrip', at(17, 10, 15), at(17, 11, 45), () => 95 * noise(0.4));
  set('delay', at(17, 10, 15), at(17, 11, 45), (before) => before + 2.5 * noise(0.4));
  set('roundTrip', at(22, 9), at(22, 10, 40), () => lost);
  set('cert', at(22, 10, 40), samples, (_, __, i) => 90 - (i - at(22, 10, 40)) / at(1, 0));
  set('roundTrip', at(26, 6, 40), at(26, 7, 30), () => lost);
  set('intake', at(26, 6, 40), at(26, 7, 30), () => 0);
  set('length', at(26, 6, 40), at(26, 7, 30), () => 0);
  return { values, incidents };
}

function incident(id: string, from: number, until: number, shown: Partial<Record<Signal, 0>>): Incident {
  return { id, from, until, shows: Object.fromEntries(Object.keys(shown).map((signal) => [signal, [from, until] as const])) };
}

/** 1 at the busiest hour of a working day. */
function loadOf(weekday: number, hour: number): number {
  const bump = Math.exp(-(((hour - 10) / 2.2) ** 2)) + 0.85 * Math.exp(-(((hour - 15) / 2.6) ** 2));
  return 0.1 + (weekday < 5 ? 0.9 : 0.12) * Math.min(1, bump);
}
