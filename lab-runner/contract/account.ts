import { z } from 'zod';

/** Learners have labs; assistants look and help in the classes they are enrolled in; instructors run classes; admins also accounts and tokens. */
export const role = z.enum(['learner', 'assistant', 'instructor', 'admin']);
export type Role = z.infer<typeof role>;

const plainName = (most: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'expected a name')
        .max(most, `expected at most ${most} characters`)
        // Control, direction-changing and unassigned characters could make one name look like another, or drive a terminal.
        .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cn}]+$/u, 'expected letters, digits, spaces and punctuation, without invisible characters'),
    );
export const personName = plainName(80);
export const className = plainName(120);
/** RFC 5321 §4.5.3.1.3 limits a path to 256 octets; whether mail arrives there only mail could tell. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, 'expected an address such as lin@school.example');
export const studentNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}._/-]{1,40}$/u, 'expected up to 40 letters, digits or . _ / -');

/** Who this browser is to the server. GET /api/me */
export const me = z.strictObject({
  /** `solo`: labs without an account, because only this machine reaches the server; `classroom`: learners join a class first. */
  mode: z.enum(['solo', 'classroom']),
  person: z.strictObject({ id: z.string(), role, name: z.string(), hasPassword: z.boolean() }).nullable(),
  classes: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** The page came over plain HTTP from another machine: whoever shares the network can read along. */
  insecure: z.boolean(),
});
export type Me = z.infer<typeof me>;

/** POST /api/join: the code on the instructor's screen, and a name for the board. */
export const joinBody = z.strictObject({
  code: z.string().max(40),
  name: personName,
  email: emailAddress.optional(),
  studentNumber: studentNumber.optional(),
});
export const joined = z.strictObject({
  class: z.strictObject({ id: z.string(), name: z.string() }),
  /** Shown once: brings the learner back on another machine. Null when this browser was known already. */
  passcode: z.string().nullable(),
});
export type Joined = z.infer<typeof joined>;
/** POST /api/resume */
export const resumeBody = z.strictObject({ passcode: z.string().max(60) });
/** POST /api/login: staff with a password. */
export const loginBody = z.strictObject({ name: personName, password: z.string().min(1).max(200) });
/** PUT /api/me/password. RFC-free rule of NIST SP 800-63B §3.1.1.2: length counts, not kinds of characters. */
export const passwordBody = z.strictObject({
  current: z.string().max(200).optional(),
  password: z.string().min(10, 'expected at least 10 characters').max(200),
});

/** POST /api/staff → a one-time link for a colleague. */
export const staffBody = z.strictObject({ name: personName, role: z.enum(['assistant', 'instructor', 'admin']), class: z.string().optional() });
export const staffRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  role,
  hasPassword: z.boolean(),
  createdAt: z.string(),
  seenAt: z.string().nullable(),
});
export const staffLink = z.strictObject({ person: z.string(), path: z.string(), expiresAt: z.string() });

/** What a token may do. `grade`: POST /api/grade; `read`: classes, boards, grades; `manage`: change classes too. */
export const scope = z.enum(['grade', 'read', 'manage']);
export type Scope = z.infer<typeof scope>;
export const tokenBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scope).min(1),
  days: z.number().int().min(1).max(366).default(90),
});
export const tokenRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
/** The token itself is in the answer to its making, and nowhere else. */
export const tokenMade = tokenRow.extend({ token: z.string() });

/** GET /api/audit: privileged acts, newest first. `before`: those with a smaller id, for the next page; `q`: words in any column. */
export const auditQuery = z.strictObject({
  q: z.string().trim().max(100).default(''),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});
export const auditRow = z.strictObject({ id: z.number().int(), at: z.string(), who: z.string(), act: z.string(), subject: z.string(), detail: z.string() });
export type AuditRow = z.infer<typeof auditRow>;
