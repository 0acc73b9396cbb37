import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** One piece of a 2.3 file, what it becomes in 2.4 (each accepted spelling), and why. docs/runs/S08 gives both to a real doveconf. */
export interface DrillItem {
  id: string;
  old: string;
  /** Settings that are equally right; the first is shown. */
  accepted: readonly [string, ...string[]];
  why: LocalizedText;
}
export const items: readonly DrillItem[] = [
  {
    id: 'version',
    old: '# (a 2.3 file begins without a version)',
    accepted: ['dovecot_config_version = 2.4.0', 'dovecot_config_version = 2.4.1'],
    why: {
      en: 'It must be the first setting: it says by which rules the file is to be read. (A second one, dovecot_storage_version, says what may be written to the mailboxes.)',
      'zh-cn': '它必须是第一项：说明这个文件按哪一版的规则来读。（还有一项 dovecot_storage_version，说明可以往邮箱里写哪一版的格式。）',
    },
  },
  {
    id: 'location',
    old: 'mail_location = maildir:~/Maildir',
    accepted: ['mail_driver = maildir\nmail_path = ~/Maildir'],
    why: { en: 'One setting for the format, one for the place.', 'zh-cn': '格式一项，位置一项。' },
  },
  {
    id: 'variables',
    old: 'mail_home = /srv/vmail/%d/%n',
    accepted: ['mail_home = /srv/vmail/%{user | domain}/%{user | username}', 'mail_home = /srv/vmail/%{user|domain}/%{user|username}'],
    why: {
      en: 'No more one-letter variables: a value and what is done to it, as with a pipe.',
      'zh-cn': '不再用单字母变量：写出取哪个值、再怎样处理，像管道一样。',
    },
  },
  {
    id: 'cert',
    old: 'ssl_cert = </etc/ssl/certs/mail.pem',
    accepted: ['ssl_server_cert_file = /etc/ssl/certs/mail.pem'],
    why: { en: '“server”, because there is also a client side; and the path without <.', 'zh-cn': '加了 server，因为还有客户端一侧；路径前不再写 <。' },
  },
  {
    id: 'cleartext',
    old: 'disable_plaintext_auth = yes',
    accepted: ['auth_allow_cleartext = no'],
    why: { en: 'The sense is turned round: yes became no. It is the default, too.', 'zh-cn': '意思反过来了：yes 变成 no。它同时也是默认值。' },
  },
  {
    id: 'passdb',
    old: 'passdb {\n  driver = passwd-file\n  args = /etc/dovecot/users\n}',
    accepted: [
      'passdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}',
      'passdb passwd-file {\n  driver = passwd-file\n  passwd_file_path = /etc/dovecot/users\n}',
    ],
    why: { en: 'Each passdb has a name; args became settings of their own.', 'zh-cn': '每个 passdb 都有名字；args 拆成了各自的设置。' },
  },
  {
    id: 'userdb',
    old: 'userdb {\n  driver = static\n  args = uid=vmail gid=vmail home=/srv/vmail/%u\n}',
    accepted: [
      'userdb static {\n  fields {\n    uid = vmail\n    gid = vmail\n    home = /srv/vmail/%{user}\n  }\n}',
      'userdb static {\n  fields {\n    uid = vmail\n    gid = vmail\n    home = "/srv/vmail/%{user}"\n  }\n}',
    ],
    why: { en: 'What a database gives is a block of fields.', 'zh-cn': '数据库给出的内容，写成一块 fields。' },
  },
  {
    id: 'plugins',
    old: 'mail_plugins = $mail_plugins quota',
    accepted: ['mail_plugins {\n  quota = yes\n}', 'mail_plugins = quota'],
    why: {
      en: 'A list of switches: it adds to what is there, without $mail_plugins.',
      'zh-cn': '成了一组开关：在已有的之上增加，不再写 $mail_plugins。',
    },
  },
  {
    id: 'quota',
    old: 'plugin {\n  quota = count:User quota\n  quota_rule = *:storage=1G\n}',
    accepted: [
      'quota "User quota" {\n}\nquota_storage_size = 1G',
      'quota "User quota" {\n  storage_size = 1G\n}',
      'quota "User quota" {\n  quota_storage_size = 1G\n}',
    ],
    why: {
      en: 'There is no plugin { } block any more: its settings stand at the top, and have types.',
      'zh-cn': '不再有 plugin { } 块：里面的设置移到顶层，并且有了类型。',
    },
  },
  {
    id: 'username',
    old: 'auth_username_format = %Lu',
    accepted: ['auth_username_format = %{user | lower}', 'auth_username_format = %{user|lower}'],
    why: { en: 'L was “in lower case”: now a filter of that name.', 'zh-cn': 'L 原来表示“转成小写”，现在是同名的过滤器。' },
  },
];
