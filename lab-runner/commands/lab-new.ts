import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slug as slugShape } from '../contract/text.ts';
import { PostlabError } from '../errors.ts';

const files: Record<string, string> = {
  'lab.ts': `import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'REPLACE: a title', 'zh-cn': '请替换:标题' },
  summary: { en: 'REPLACE: one or two sentences.', 'zh-cn': '请替换:一两句话。' },
  module: 'M3',
  kind: 'configure',
  difficulty: 2,
  minutes: 20,
  lessons: [],
  parameters: {
    domain: { kind: 'domain' },
    user: { kind: 'user' },
  },
  topology: {
    hosts: { mx: { image: 'mail', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp'] } },
    internet: { personas: { peer: { domain: 'peer.example' } }, zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] } },
  },
  tasks: [{ id: 'first-task', title: { en: 'REPLACE: a goal that is not met at the start', 'zh-cn': '请替换:开始时尚未达成的目标' }, points: 100, needs: [] }],
  invariants: [],
  hints: {
    'first-task': [
      { en: 'Where to look.', 'zh-cn': '看哪里。' },
      { en: 'Which mechanism.', 'zh-cn': '用什么机制。' },
      { en: 'A worked fragment with other values.', 'zh-cn': '换了数值的示例片段。' },
    ],
  },
  why: { 'first-task': { en: 'What the check looked at, and why.', 'zh-cn': '检查看了什么,为什么。' } },
});
`,
  'checks.ts': `import { defineChecks, fail } from '../../lab-runner/contract/check.ts';
import lab from './lab.ts';

export default defineChecks(lab, {
  // Judge behaviour only, with a positive and a negative half: a server that is switched off must fail,
  // and so must one that says yes to everything.
  'first-task': async (ctx) => {
    const session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    return fail({
      because: session.banner,
      expected: { en: 'REPLACE: what a solved lab does', 'zh-cn': '请替换:解决后的行为' },
      observed: session.banner.text,
    });
  },
});
`,
  'instructions.en.mdx': `---
title: "REPLACE: a title"
---

A scene in three sentences. Your domain is [[domain]].

<Task id="first-task">

What to reach, not how.

</Task>
`,
  'instructions.zh-cn.mdx': `---
title: "请替换:标题"
---

三句话的场景。您的域名是 [[domain]]。

<Task id="first-task">

写要达到什么,不写怎么做。

</Task>
`,
  'solutions/first.sh': '#!/bin/bash\n# One right way. Parameters: $LAB_DOMAIN, $LAB_USER, $LAB_IP_MX.\nfalse\n',
  'solutions/second.sh': '#!/bin/bash\n# A really different right way: other software or another mechanism.\nfalse\n',
  'wrong/shortcut.sh': '#!/bin/bash\n# fails: first-task\n# because: REPLACE: words of the English message\ntrue\n',
};

/** Makes `labs/<slug>/`. It loads, and its gate fails with messages that say what to write next. */
export function labNew(slug: string): number {
  if (!slugShape.safeParse(slug).success) {
    throw new PostlabError({
      code: 'bad-slug',
      status: 400,
      message: `A lab's name is lower-case words joined by hyphens, such as "first-mta"; found "${slug}".`,
      hint: 'Choose another name.',
    });
  }
  const folder = join(fileURLToPath(new URL('../../labs', import.meta.url)), slug);
  if (existsSync(folder))
    throw new PostlabError({ code: 'lab-exists', status: 400, message: `labs/${slug} is already there.`, hint: 'Choose another name, or edit that lab.' });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  }
  console.log(`Made labs/${slug}. Write the wrong shortcuts first: they define the lab. Then run: npx postlab lab test ${slug}`);
  return 0;
}
