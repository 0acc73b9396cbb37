#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { messageOf, PostlabError } from './errors.ts';

/** Exit codes of every command: scripts rely on them. */
const exit = { ok: 0, notSolved: 1, couldNotCheck: 2, usage: 64 } as const;
const root = new URL('..', import.meta.url);
const version = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version;

const program = new Command('postlab')
  .description('Learn to run mail servers: lessons, labs on real servers, and a grader that looks from outside.')
  .version(version)
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });

program
  .command('up', { isDefault: true })
  .description('set everything up and serve the course and the labs')
  .action(async () => {
    const { up } = await import('./commands/up.ts');
    await up();
  });

program
  .command('down')
  .description('remove every container, network and volume that this instance of Postlab made, and nothing else')
  .action(async () => {
    const { down } = await import('./commands/down.ts');
    process.exitCode = await down();
  });

program
  .command('doctor')
  .description('check what labs need on this machine, and say how to mend it')
  .action(async () => {
    const { doctor } = await import('./commands/doctor.ts');
    process.exitCode = await doctor();
  });

program
  .command('grade')
  .argument('[lab]', 'slug of the lab')
  .option('--solution <script>', 'a shell script: run as root in a fresh sandbox, graded, removed')
  .option('--attempt <id>', 'grade what is running, without changing it')
  .option('--host <name>', "host on which the script runs (default: the lab's first)")
  .option('--seed <seed>', 'draw the parameters from this seed')
  .option(
    '--answer <task=value>',
    'an answer to a task that asks for one; may be given several times',
    (value: string, all: string[]) => [...all, value],
    [] as string[],
  )
  .option('--no-reboot', 'do not check again after a reboot of the hosts')
  .option('--class <class>', 'the grades of a class of the running server, of that lab or of all; exit 0 only when everybody has solved it')
  .option('--format <format>', 'text, json or junit; with --class csv, too', 'text')
  .option('--output <file>', 'write there instead of to standard output')
  .description('grade without a browser; exit 0 solved, 1 not solved, 2 could not check, 64 wrong usage')
  .action(async (lab: string | undefined, options: Record<string, string | boolean | string[] | undefined>) => {
    const { grade } = await import('./commands/grade.ts');
    process.exitCode = await grade(lab, options);
  });

program
  .command('link')
  .description('print a new sign-in link for the instructor; it works once')
  .action(async () => {
    const { link } = await import('./commands/link.ts');
    process.exitCode = await link();
  });

program
  .command('backup')
  .argument('<file>', 'the archive to write, such as postlab-2026-03-01.tar.gz')
  .description('everything that cannot be made again, also while the server runs')
  .action(async (file: string) => {
    process.exitCode = await (await import('./commands/backup.ts')).backup(file);
  });
program
  .command('restore')
  .argument('<file>')
  .option('--replace', 'move the instance that is there aside')
  .description('an instance as it was when the backup was made')
  .action(async (file: string, options: { replace?: boolean }) => {
    process.exitCode = await (await import('./commands/backup.ts')).restore(file, options);
  });

const several = (value: string, all: string[]) => [...all, value];
const classes = program.command('class').description('classes of the running server, for scripts: a class is named by its id, code or name');
classes
  .command('list')
  .description('all classes')
  .action(async () => {
    process.exitCode = await (await import('./commands/class.ts')).classList();
  });
classes
  .command('create')
  .argument('<name>')
  .option('--lab <slug>', 'a lab of the class; may be given several times', several, [] as string[])
  .option('--due <date>', 'due date of its labs, ISO 8601')
  .description('make a class and print its code')
  .action(async (name: string, options: { lab: string[]; due?: string }) => {
    process.exitCode = await (await import('./commands/class.ts')).classCreate(name, options);
  });
classes
  .command('roster')
  .argument('<class>')
  .argument('<file>', 'CSV with a header; - reads standard input')
  .description('import a roster; exit 1 when a line was refused')
  .action(async (wanted: string, file: string) => {
    process.exitCode = await (await import('./commands/class.ts')).classRoster(wanted, file);
  });
classes
  .command('launch')
  .argument('<class>')
  .argument('<lab>')
  .description('start a lab for everybody who has joined')
  .action(async (wanted: string, slug: string) => {
    process.exitCode = await (await import('./commands/class.ts')).classLaunch(wanted, slug);
  });
classes
  .command('board')
  .argument('<class>')
  .description('who is where now')
  .action(async (wanted: string) => {
    process.exitCode = await (await import('./commands/class.ts')).classBoard(wanted);
  });
classes
  .command('grades')
  .argument('<class>')
  .option('--format <format>', 'text, json, csv or junit', 'text')
  .option('--output <file>')
  .option('--solved', 'exit 1 unless everybody has solved everything')
  .description('the gradebook')
  .action(async (wanted: string, options: { format: string; output?: string; solved?: boolean }) => {
    process.exitCode = await (await import('./commands/class.ts')).classGrades(wanted, options);
  });
classes
  .command('extend')
  .argument('<class>')
  .argument('<learner>', 'student number, e-mail address, id, or name')
  .argument('<lab>')
  .requiredOption('--until <date>', 'ISO 8601, or "class": due with the others again')
  .requiredOption('--reason <text>')
  .description('a later due date for one learner')
  .action(async (wanted: string, who: string, slug: string, options: { until: string; reason: string }) => {
    process.exitCode = await (await import('./commands/class.ts')).classExtend(wanted, who, slug, options);
  });
classes
  .command('regrade')
  .argument('<class>')
  .argument('<lab>')
  .argument('<task>')
  .requiredOption('--treat <how>', 'met, drop or as-checked')
  .requiredOption('--reason <text>')
  .option('--apply', 'do it; without this only what would change is told')
  .description('a check was wrong: rule on its task for the whole class, and tell whose grade changes')
  .action(async (wanted: string, slug: string, task: string, options: { treat: string; reason: string; apply?: boolean }) => {
    process.exitCode = await (await import('./commands/class.ts')).classRegrade(wanted, slug, task, options);
  });
classes
  .command('end')
  .argument('<class>')
  .description('end a class: its launches end, its grades stay')
  .action(async (wanted: string) => {
    process.exitCode = await (await import('./commands/class.ts')).classEnd(wanted);
  });

const lab = program.command('lab').description('for authors of labs');
lab
  .command('test')
  .argument('[slugs...]', 'labs to test (default: all)')
  .option('--jobs <n>', 'runs at the same time')
  .option('--only <words>', 'only runs with these words in their name: "start state", "wrong open-relay"')
  .option('--repeat <n>', 'make each run so often')
  .option('--times', 'say at the end where the time went')
  .description('prove that the start state fails, every solution passes and every shortcut fails')
  .action(async (slugs: string[], options: { jobs?: string; only?: string; repeat?: string; times?: boolean }) => {
    const { labTest } = await import('./commands/lab-test.ts');
    process.exitCode = await labTest(slugs, options);
  });
lab
  .command('audit')
  .argument('[slugs...]', 'labs (default: all)')
  .option('--jobs <n>', 'runs at the same time')
  .description('the same, and write what every check said in every state to audit.json of the lab, for the page "How we grade"')
  .action(async (slugs: string[], options: { jobs?: string }) => {
    const { labTest } = await import('./commands/lab-test.ts');
    process.exitCode = await labTest(slugs, { ...options, audit: true });
  });
lab
  .command('new')
  .argument('<slug>', 'name of the new folder in labs/')
  .description('make a skeleton whose gate failures say what to write')
  .action(async (slug: string) => {
    const { labNew } = await import('./commands/lab-new.ts');
    process.exitCode = labNew(slug);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exit.ok : exit.usage;
  else {
    const known = error instanceof PostlabError;
    process.stderr.write(`${messageOf(error)}\n${known ? `${error.hint}\n` : ''}`);
    if (!known && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    const usage =
      known &&
      (error.status === 400 || error.status === 413 || error.code === 'unknown-lab' || error.code === 'unknown-attempt' || error.code === 'unknown-class');
    process.exitCode = usage ? exit.usage : exit.couldNotCheck;
  }
}
