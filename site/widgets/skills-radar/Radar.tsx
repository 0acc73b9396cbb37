import type { Language } from '../../../lab-runner/contract/text.ts';
import { type SkillId, skillIds } from './skills.ts';
import { words } from './words.ts';

interface Props {
  have: Readonly<Record<SkillId, number>>;
  wants: Readonly<Record<SkillId, number>>;
  language: Language;
}
const radius = 130;
const centre = 170;

/** Twelve axes by number, a line for the person and a dashed one for the role. */
export default function Radar({ have, wants, language }: Props) {
  const w = words[language];
  const point = (i: number, level: number): [number, number] => {
    const angle = (i / skillIds.length) * 2 * Math.PI - Math.PI / 2;
    return [centre + Math.cos(angle) * radius * (level / 100), centre + Math.sin(angle) * radius * (level / 100)];
  };
  const line = (levels: Readonly<Record<SkillId, number>>) =>
    skillIds
      .map((id, i) =>
        point(i, levels[id])
          .map((n) => n.toFixed(1))
          .join(','),
      )
      .join(' ');
  return (
    <svg class="sr-radar" viewBox="0 0 340 370" role="img" aria-label={w.picture}>
      {[25, 50, 75, 100].map((level) => (
        <polygon key={level} class="sr-ring" points={line(Object.fromEntries(skillIds.map((id) => [id, level])) as Record<SkillId, number>)} />
      ))}
      {skillIds.map((id, i) => {
        const [x, y] = point(i, 100);
        const [tx, ty] = point(i, 112);
        return (
          <g key={id}>
            <path class="sr-axis" d={`M${centre} ${centre} L${x} ${y}`} />
            <text x={tx} y={ty + 5}>
              {i + 1}
            </text>
          </g>
        );
      })}
      <polygon class="sr-wants" points={line(wants)} />
      <polygon class="sr-have" points={line(have)} />
      <path class="sr-key sr-have" d="M70 355 h34" />
      <text class="sr-name" x={112} y={360}>
        {w.you}
      </text>
      <path class="sr-key sr-wants" d="M190 355 h34" />
      <text class="sr-name" x={232} y={360}>
        {w.wanted}
      </text>
    </svg>
  );
}
