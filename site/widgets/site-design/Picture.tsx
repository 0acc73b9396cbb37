import type { Language } from '../../../lab-runner/contract/text.ts';
import { type Design, type Disaster, type Outcome, roles, type SiteId, siteIds } from './model.ts';
import { roleWords, siteWords, words } from './words.ts';

interface Props {
  design: Design;
  disaster: Disaster | null;
  outcome: Outcome | null;
  home: SiteId;
  language: Language;
}
const x: Record<SiteId, number> = { A: 100, B: 260, C: 500 };

/** The three sites, what stands there, and what a disaster leaves. The table beside it says the same in words. */
export default function Picture({ design, disaster, outcome, home, language }: Props) {
  const w = words[language].picture;
  const exists = (site: SiteId) => design.at[site].length > 0;
  const gone = (site: SiteId): 'lost' | 'dark' | null => {
    if (disaster === 'city' && (home === 'C' ? site === 'C' : site !== 'C')) return 'lost';
    if (site !== home) return null;
    return disaster === 'fire' ? 'lost' : disaster === 'power' ? 'dark' : null;
  };
  const active = outcome ? outcome.active : home;
  // From, to, height, and where its label is seen: the line from A to C passes behind B.
  const lines: [SiteId, SiteId, number, number][] = [
    ['A', 'B', 96, 180],
    ['B', 'C', 96, 380],
    ['A', 'C', 142, 380],
  ];
  return (
    <svg class="sd-picture" viewBox="0 0 600 190" aria-hidden="true">
      {lines
        .filter(([a, b]) => exists(a) && exists(b))
        .map(([a, b, y, label]) => {
          const cut = disaster === 'cut' && (a === home) !== (b === home);
          return (
            <g key={a + b}>
              <path d={`M${x[a]} ${y} H${x[b]}`} class={cut ? 'sd-line sd-cut' : 'sd-line'} />
              {cut && (
                <text x={label} y={y - 5} class="sd-bad">
                  ✗ {w.cut}
                </text>
              )}
            </g>
          );
        })}
      {siteIds.map((site) => {
        const state = gone(site);
        return (
          <g key={site} class={exists(site) ? '' : 'sd-none'}>
            <rect x={x[site] - 66} y={30} width={132} height={128} rx={8} class={state ? 'sd-box sd-gone' : 'sd-box'} />
            <text x={x[site]} y={20} class="sd-name">
              {siteWords[site][language]}
            </text>
            {roles
              .filter((role) => design.at[site].includes(role))
              .map((role, i) => (
                <text
                  key={role}
                  x={x[site]}
                  y={54 + i * 21}
                  class={state || (disaster === 'machine' && role === 'store' && site === home) ? 'sd-role sd-off' : 'sd-role'}
                >
                  {roleWords[role][language]}
                </text>
              ))}
            {state && (
              <text x={x[site]} y={176} class="sd-bad">
                ✗ {w[state]}
              </text>
            )}
            {!state && active === site && (
              <text x={x[site]} y={176} class="sd-good">
                ✓ {w.active}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
