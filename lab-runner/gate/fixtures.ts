import type { Fixture, Lab, WrongFixture } from '../catalogue/catalogue.ts';

/** One sandbox of the gate. */
export type GateRun =
  /** Start state and switched off; on one variant also stand-ins that accept, and reject, everything. */
  | { kind: 'start'; lab: Lab; variant: string; standIns: boolean }
  | { kind: 'solution'; lab: Lab; variant: string; fixture: Fixture }
  | { kind: 'wrong'; lab: Lab; variant: string; fixture: WrongFixture };

/** The lab's variants; [''] when it has none. */
export function variantsOf(lab: Lab): string[] {
  const spec = lab.definition.parameters['variant'];
  return spec?.kind === 'choice' ? spec.of : [''];
}

/** Start state on every variant; every solution on the first variant, one solution on each other; every shortcut on its variant. */
export function gateRuns(lab: Lab): GateRun[] {
  const variants = variantsOf(lab);
  const first = variants[0] as string;
  return [
    ...variants.map((variant, i): GateRun => ({ kind: 'start', lab, variant, standIns: i === 0 })),
    ...lab.solutions.map((fixture): GateRun => ({ kind: 'solution', lab, variant: first, fixture })),
    // Another solution each time, so that over the variants more than one is tried.
    ...variants.slice(1).map((variant, i): GateRun => ({ kind: 'solution', lab, variant, fixture: lab.solutions[(i + 1) % lab.solutions.length] as Fixture })),
    ...lab.wrong.map((fixture): GateRun => ({ kind: 'wrong', lab, variant: fixture.variant || first, fixture })),
  ];
}

export function nameOf(run: GateRun): string {
  const variant = run.variant ? ` (variant ${run.variant})` : '';
  return run.kind === 'start' ? `${run.lab.slug}: start state${variant}` : `${run.lab.slug}: ${run.kind} ${run.fixture.name}${variant}`;
}
