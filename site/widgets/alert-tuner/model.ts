import { days, type Incident, type Month, type Signal, stepMinutes } from './series.ts';

/** An alert: the signal has been past the threshold at every sample for so long. */
export interface Rule {
  signal: Signal;
  threshold: number;
  /** Minutes; a multiple of the sample's distance is not needed. 0: one sample is enough. */
  forMinutes: number;
}

/** Somebody is called. Alerts that begin within half an hour of each other are one call. */
export interface Page {
  /** Sample at which it goes out. */
  at: number;
  signals: readonly Signal[];
  /** The incident that it tells of, or null: false alarm. */
  incident: string | null;
}

export interface Verdict {
  pages: readonly Page[];
  /** Share of pages that told of an incident; null without pages: 0 of 0 is no figure. */
  precision: number | null;
  /** Share of incidents that paged in time. */
  recall: number;
  pagesPerWeek: number;
  /** Minutes from the incident's beginning to its first right page; negative: before it hurt; null: never. */
  found: Record<string, { minutes: number; signal: Signal } | null>;
}

/** Low is bad for these, high for all others. */
export const lowIsBad: readonly Signal[] = ['intake', 'cert'];
const sameCall = 30 / stepMinutes;

export function judge(month: Month, rules: readonly Rule[]): Verdict {
  const alerts = rules.flatMap((rule) => alertsOf(month.values[rule.signal], rule).map((at) => ({ at, signal: rule.signal }))).toSorted((a, b) => a.at - b.at);
  const calls: { at: number; alerts: typeof alerts }[] = [];
  for (const alert of alerts) {
    const last = calls.at(-1);
    if (last && alert.at - last.at <= sameCall) last.alerts.push(alert);
    else calls.push({ at: alert.at, alerts: [alert] });
  }
  const pages = calls.map(({ at, alerts }): Page => {
    const told = month.incidents.find((incident) => alerts.some((alert) => tells(incident, alert)));
    return { at, signals: [...new Set(alerts.map((alert) => alert.signal))], incident: told?.id ?? null };
  });
  const found: Verdict['found'] = {};
  for (const incident of month.incidents) {
    const first = alerts.find((alert) => tells(incident, alert));
    found[incident.id] = first ? { minutes: (first.at - incident.from) * stepMinutes, signal: first.signal } : null;
  }
  const right = pages.filter((page) => page.incident !== null).length;
  return {
    pages,
    precision: pages.length === 0 ? null : right / pages.length,
    recall: Object.values(found).filter(Boolean).length / month.incidents.length,
    pagesPerWeek: pages.length / (days / 7),
    found,
  };
}

function tells(incident: Incident, alert: { at: number; signal: Signal }): boolean {
  const window = incident.shows[alert.signal];
  return window !== undefined && alert.at >= window[0] && alert.at < window[1];
}

/** The samples at which the alert goes off: once each time the condition has held long enough, and not again before it has ended. */
function alertsOf(values: readonly number[], rule: Rule): number[] {
  const needed = Math.floor(rule.forMinutes / stepMinutes) + 1;
  const bad = lowIsBad.includes(rule.signal) ? (v: number) => v <= rule.threshold : (v: number) => v >= rule.threshold;
  const at: number[] = [];
  let run = 0;
  values.forEach((value, i) => {
    run = bad(value) ? run + 1 : 0;
    if (run === needed) at.push(i);
  });
  return at;
}
