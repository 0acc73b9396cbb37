import { z } from 'zod';
import { canarySpec } from './canary.ts';
import { parameterSpec } from './parameters.ts';
import { localizedText, slug } from './text.ts';
import { topology } from './topology.ts';

export const taskSpec = z.strictObject({
  id: slug,
  /** A goal in the learner's words, not met at the start. */
  title: localizedText,
  points: z.number().int().min(1).max(100),
  /** `state`: true now and again after a reboot. `event`: done once and kept. `answer`: a value the learner types. */
  proof: z.enum(['state', 'event', 'answer']).default('state'),
  /** Invariants whose break fails this task, too. */
  needs: z.array(slug).default([]),
  /** Seconds that its check may take, for one that lets hosts do something long; absent: 120. */
  deadline: z.number().int().min(60).max(180).optional(),
});
export type TaskSpec = z.infer<typeof taskSpec>;

export const invariantSpec = z.strictObject({ id: slug, title: localizedText });
export type InvariantSpec = z.infer<typeof invariantSpec>;

/** Exactly three: where to look, which mechanism, a worked fragment with other values. */
export const hintLadder = z.tuple([localizedText, localizedText, localizedText]);

/** One folder of `labs/`, as data. The folder's name is the lab's slug. */
export const labSchema = z
  .strictObject({
    title: localizedText,
    /** One or two sentences for lists. */
    summary: localizedText,
    module: z.enum(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10']),
    kind: z.enum(['install', 'configure', 'secure', 'operate', 'fault', 'compliance', 'capstone']),
    difficulty: z.number().int().min(1).max(5),
    minutes: z.number().int().min(5).max(300),
    /** Lesson slugs that teach what this lab asks. */
    lessons: z.array(slug).default([]),
    parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), parameterSpec).default({}),
    /** Parameter names never shown to the learner (a fault's variant). */
    secret: z.array(z.string()).default([]),
    topology,
    /** Numbered mail that flows from the start to the end of an attempt. */
    canary: canarySpec.optional(),
    tasks: z.array(taskSpec).min(1),
    invariants: z.array(invariantSpec).default([]),
    /** Three hints a task, each costs 10 % of that task. Served by the API only. */
    hints: z.record(slug, hintLadder),
    /** Shown after solving: what the check looked at and why. */
    why: z.record(slug, localizedText),
    /** Wrong-looking ways that behave correctly on the wire, hence count as right. */
    accepted: z.array(localizedText).default([]),
  })
  .superRefine((lab, ctx) => {
    const ids = [...lab.tasks, ...lab.invariants].map((x) => x.id);
    const duplicate = ids.find((id, i) => ids.indexOf(id) !== i);
    if (duplicate) ctx.addIssue({ code: 'custom', path: ['tasks'], message: `expected every task and invariant id once, found "${duplicate}" twice` });
    const invariants = new Set(lab.invariants.map((i) => i.id));
    lab.tasks.forEach((task, i) => {
      for (const need of task.needs)
        if (!invariants.has(need))
          ctx.addIssue({
            code: 'custom',
            path: ['tasks', i, 'needs'],
            message: `expected an invariant of this lab, found "${need}"; known are ${[...invariants].join(', ') || 'none'}`,
          });
      if (!lab.hints[task.id]) ctx.addIssue({ code: 'custom', path: ['hints'], message: `expected three hints for task "${task.id}", found none` });
      if (!lab.why[task.id]) ctx.addIssue({ code: 'custom', path: ['why'], message: `expected a why-text for task "${task.id}", found none` });
    });
    [...(lab.canary?.flows ?? []), ...(lab.canary?.lurkers ?? [])].forEach((flow, i) => {
      const path = 'id' in flow ? ['canary', 'flows', i] : ['canary', 'lurkers', i - (lab.canary?.flows.length ?? 0)];
      const personas = Object.keys(lab.topology.internet.personas);
      if (!personas.includes(flow.persona))
        ctx.addIssue({
          code: 'custom',
          path: [...path, 'persona'],
          message: `expected a persona of this lab (${personas.join(', ') || 'it has none'}), found "${flow.persona}"`,
        });
      if (flow.host && !(flow.host in lab.topology.hosts))
        ctx.addIssue({
          code: 'custom',
          path: [...path, 'host'],
          message: `expected a host of this lab (${Object.keys(lab.topology.hosts).join(', ')}), found "${flow.host}"`,
        });
    });
    const total = lab.tasks.reduce((n, t) => n + t.points, 0);
    if (total !== 100) ctx.addIssue({ code: 'custom', path: ['tasks'], message: `expected the tasks' points to add up to 100, found ${total}` });
    for (const name of lab.secret)
      if (!(name in lab.parameters)) ctx.addIssue({ code: 'custom', path: ['secret'], message: `expected a parameter's name, found "${name}"` });
  });

export type LabInput = z.input<typeof labSchema>;
export type LabDefinition = z.infer<typeof labSchema>;

/**
 * Declares a lab. Nothing is validated here (the catalogue does it, with file and field in the
 * message); the function keeps the literal types, so that `defineChecks` knows the task ids.
 * @example export default defineLab({ title: { en: 'My lab', 'zh-cn': '我的实验' }, … })
 */
export function defineLab<const L extends LabInput>(lab: L): L {
  return lab;
}
