import { createHmac } from 'node:crypto';
import { z } from 'zod';

/**
 * How a parameter's value is drawn from a sandbox's seed. Values are strings: they are printed in
 * instructions, rendered into files as `[[name]]` and passed to scripts as `LAB_<NAME>`.
 */
export const parameterSpec = z.discriminatedUnion('kind', [
  /** A domain of four letters and digits under a reserved TLD (RFC 6761), e.g. `k3f9.test`. */
  z.strictObject({ kind: z.literal('domain'), tld: z.enum(['test', 'example']).default('test') }),
  /** A login name from a list of Chinese and Western given names; distinct within one lab. */
  z.strictObject({ kind: z.literal('user') }),
  /** A password of `length` letters and digits without look-alikes. */
  z.strictObject({ kind: z.literal('password'), length: z.number().int().min(8).max(40).default(14) }),
  /** Lower-case hexadecimal, `bytes` long. */
  z.strictObject({ kind: z.literal('token'), bytes: z.number().int().min(2).max(32).default(6) }),
  /** An integer, both ends included. */
  z.strictObject({ kind: z.literal('int'), min: z.number().int(), max: z.number().int() }),
  /** One of the given values. The parameter called `variant` selects the fault's variant. */
  z.strictObject({ kind: z.literal('choice'), of: z.array(z.string().min(1)).min(1) }),
  /** Text made from other parameters: `mail.[[domain]]`. */
  z.strictObject({ kind: z.literal('text'), template: z.string().min(1) }),
]);
export type ParameterSpec = z.infer<typeof parameterSpec>;
export type ParameterSpecs = Record<string, z.input<typeof parameterSpec>>;
export type Parameters = Readonly<Record<string, string>>;

const names = [
  'lin',
  'wei',
  'mei',
  'jun',
  'hua',
  'ming',
  'yan',
  'tao',
  'ning',
  'qiang',
  'lan',
  'bo',
  'xia',
  'gang',
  'rui',
  'yun',
  'anna',
  'omar',
  'ines',
  'jonas',
  'maria',
  'pavel',
  'lucia',
  'emil',
  'nora',
  'tomas',
  'zoe',
  'karim',
  'elena',
  'hugo',
  'sofia',
  'ivan',
];
const safe = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Replaces every `[[name]]`; an unknown name is an error, so that a typo never reaches a learner. */
export function renderTemplate(template: string, parameters: Parameters): string {
  return template.replace(/\[\[([a-z][A-Za-z0-9:-]*)\]\]/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`unknown parameter ${whole}; known are ${Object.keys(parameters).join(', ')}`);
    return value;
  });
}

/**
 * Draws all parameters of a lab: HMAC-SHA256(secret, "lab|seed|name") decides each value, so the
 * same seed always gives the same values and nobody without the secret can compute another's.
 */
export function deriveParameters(secret: string, lab: string, seed: string, specs: ParameterSpecs, fixed: Record<string, string> = {}): Parameters {
  const out: Record<string, string> = {};
  const taken = new Set<string>();
  const stream = (name: string) => {
    let block = 0;
    let bytes = Buffer.alloc(0);
    return (below: number): number => {
      if (bytes.length < 4) bytes = createHmac('sha256', secret).update(`${lab}|${seed}|${name}|${block++}`).digest();
      const n = bytes.readUInt32BE(0);
      bytes = bytes.subarray(4);
      return n % below;
    };
  };
  const pick = (next: (n: number) => number, from: string, count: number) => Array.from({ length: count }, () => from[next(from.length)]).join('');
  for (const [name, input] of Object.entries(specs)) {
    const spec = parameterSpec.parse(input);
    const next = stream(name);
    const forced = fixed[name];
    if (forced !== undefined) {
      out[name] = forced;
      continue;
    }
    switch (spec.kind) {
      case 'domain': {
        let label = '';
        do label = pick(next, 'bcdfghjkmnpqrstvwxz', 1) + pick(next, '23456789', 1) + pick(next, 'bcdfghjkmnpqrstvwxz', 1) + pick(next, '23456789', 1);
        while (taken.has(label));
        taken.add(label);
        out[name] = `${label}.${spec.tld}`;
        break;
      }
      case 'user': {
        let user = '';
        do user = names[next(names.length)] as string;
        while (taken.has(user));
        taken.add(user);
        out[name] = user;
        break;
      }
      case 'password':
        out[name] = pick(next, safe, spec.length);
        break;
      case 'token':
        out[name] = pick(next, '0123456789abcdef', spec.bytes * 2);
        break;
      case 'int':
        out[name] = String(spec.min + next(spec.max - spec.min + 1));
        break;
      case 'choice':
        out[name] = spec.of[next(spec.of.length)] as string;
        break;
      case 'text':
        out[name] = renderTemplate(spec.template, out);
        break;
    }
  }
  return out;
}

/** `domain` → `LAB_DOMAIN`, `peerDomain` → `LAB_PEER_DOMAIN`, `ip:mx` → `LAB_IP_MX`. */
export function parametersAsEnv(parameters: Parameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([k, v]) => [
      `LAB_${k
        .replace(/([A-Z])/g, '_$1')
        .replace(/[^A-Za-z0-9]/g, '_')
        .toUpperCase()}`,
      v,
    ]),
  );
}
