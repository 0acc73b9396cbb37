import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What may be true of the processing. `eu`: the criterion of WP 248 rev.01; `cn`: the item of Art. 55 PIPL. */
export interface Fact {
  id: string;
  says: LocalizedText;
  eu?: number;
  cn?: number;
}
const fact = (id: string, en: string, zh: string, marks: { eu?: number; cn?: number }): Fact => ({ id, says: { en, 'zh-cn': zh }, ...marks });
export const facts: readonly Fact[] = [
  fact('score', 'People are scored or profiled', '给人评分或画像', { eu: 1 }),
  fact('auto', 'A program decides about people, with real effect', '由程序作出对个人有实际影响的决定', { eu: 2, cn: 2 }),
  fact('watch', 'People are watched systematically', '系统性地监视个人', { eu: 3 }),
  fact('sensitive', 'Sensitive data: health, finance, whereabouts, children under 14', '敏感信息：健康、金融、行踪、未满十四周岁', { eu: 4, cn: 1 }),
  fact('large', 'Large scale', '规模大', { eu: 5 }),
  fact('match', 'Data from several sources is joined', '合并多处来源的数据', { eu: 6 }),
  fact('weak', 'About people who can hardly say no: employees, patients, children', '对象难以拒绝：员工、患者、儿童', { eu: 7 }),
  fact('new', 'New technology', '采用新技术', { eu: 8 }),
  fact('refuse', 'Somebody may be refused a service or a right by it', '可能因此被拒绝服务或权利', { eu: 9, cn: 5 }),
  fact('others', 'Given to others, or a contractor does it (hosting, filter in the cloud)', '委托他人处理或提供给他人（托管、云端过滤）', { cn: 3 }),
  fact('abroad', 'It goes abroad', '提供到境外', { cn: 4 }),
];

export const threats = ['read', 'change', 'loss'] as const;
export type Threat = (typeof threats)[number];

/** What one does against it, and whose likelihood or severity it takes down by one. The steps are a convention of this exercise. */
export interface Measure {
  id: string;
  says: LocalizedText;
  lowers: Partial<Record<Threat, 'likelihood' | 'severity'>>;
}
const measure = (id: string, en: string, zh: string, lowers: Measure['lowers']): Measure => ({ id, says: { en, 'zh-cn': zh }, lowers });
export const measures: readonly Measure[] = [
  measure('mfa', 'Two factors for administrators', '管理员用两种因素登录', { read: 'likelihood', change: 'likelihood' }),
  measure('roles', 'Whoever administers cannot read content unseen', '管理员不能悄悄读内容', { read: 'likelihood' }),
  measure('pseudonyms', 'Pseudonyms in the log, the key elsewhere', '日志用代号，密钥另存', { read: 'severity' }),
  measure('short', 'Kept for the shortest period, deleted by program', '留最短时间，由程序删除', { read: 'severity' }),
  measure('chain', 'Log on another host, append-only', '日志在另一台主机，只可追加', { change: 'likelihood', loss: 'likelihood' }),
  measure('restore', 'Backup that was restored in a drill', '演练恢复过的备份', { loss: 'severity', change: 'severity' }),
];

export type Level = 1 | 2 | 3 | 4;
export interface Rating {
  severity: Level;
  likelihood: Level;
}
export interface Risk extends Rating {
  score: number;
  grade: 'low' | 'medium' | 'high';
}

const grade = (score: number): Risk['grade'] => (score >= 9 ? 'high' : score >= 4 ? 'medium' : 'low');
const level = (n: number): Level => Math.max(1, Math.min(4, n)) as Level;

export interface Assessment {
  /** Criteria of WP 248 that are met; from two on an assessment is due “in most cases”. Sensitive data on a large scale: Art. 35(3)(b), always. */
  eu: { met: number[]; due: boolean; always: boolean };
  /** Items of Art. 55 PIPL: each alone demands an assessment beforehand. */
  cn: { met: number[]; due: boolean };
  before: Record<Threat, Risk>;
  after: Record<Threat, Risk>;
  /** The highest of what remains; at `high` Art. 36 GDPR wants the authority asked before one begins. */
  remains: Risk['grade'];
}

export function assess(chosen: ReadonlySet<string>, ratings: Record<Threat, Rating>, taken: ReadonlySet<string>): Assessment {
  const met = facts.filter((one) => chosen.has(one.id));
  const eu = met.flatMap((one) => one.eu ?? []).sort((a, b) => a - b);
  const cn = met.flatMap((one) => one.cn ?? []).sort((a, b) => a - b);
  const always = chosen.has('sensitive') && chosen.has('large');
  const risk = (rating: Rating): Risk => ({ ...rating, score: rating.severity * rating.likelihood, grade: grade(rating.severity * rating.likelihood) });
  const lowered = (threat: Threat): Risk => {
    const steps = (of: 'likelihood' | 'severity') => measures.filter((one) => taken.has(one.id) && one.lowers[threat] === of).length;
    return risk({ severity: level(ratings[threat].severity - steps('severity')), likelihood: level(ratings[threat].likelihood - steps('likelihood')) });
  };
  const each = <T>(of: (threat: Threat) => T) => Object.fromEntries(threats.map((threat) => [threat, of(threat)])) as Record<Threat, T>;
  const after = each(lowered);
  return {
    eu: { met: eu, due: eu.length >= 2 || always, always },
    cn: { met: cn, due: cn.length > 0 },
    before: each((threat) => risk(ratings[threat])),
    after,
    remains: grade(Math.max(...threats.map((threat) => after[threat].score))),
  };
}
