import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

export type Family = 'storage' | 'performance' | 'login' | 'security' | 'address' | 'network';
export type Owner = 'receiver' | 'sender' | 'user' | 'dns';

/** A common problem: how it sounds, whose it is, what to look at first. */
export interface Problem {
  id: string;
  family: Family;
  name: LocalizedText;
  /** Enhanced status codes that mean it, with their class. */
  codes: string[];
  /** Reply codes that go with it; they never decide alone. */
  replies: string[];
  /** What logs, replies and users say. */
  words: RegExp[];
  owner: Owner;
  cause: LocalizedText;
  /** The first three commands, on the server of the owner. */
  commands: [string, string, string];
  lab: string | null;
}

export const families: Record<Family, LocalizedText> = {
  storage: { en: 'Storage', 'zh-cn': '存储空间' },
  performance: { en: 'Performance', 'zh-cn': '性能' },
  login: { en: 'Login', 'zh-cn': '身份认证' },
  security: { en: 'Security and policy', 'zh-cn': '安全与策略' },
  address: { en: 'Address', 'zh-cn': '地址' },
  network: { en: 'Network and DNS', 'zh-cn': '网络与 DNS' },
};
export const owners: Record<Owner, LocalizedText> = {
  receiver: { en: 'the receiving server’s administrator', 'zh-cn': '接收方服务器的管理员' },
  sender: { en: 'the sending server’s administrator', 'zh-cn': '发送方服务器的管理员' },
  user: { en: 'the user, with help', 'zh-cn': '用户本人（你来协助）' },
  dns: { en: 'whoever keeps the DNS zone', 'zh-cn': '管理该 DNS 域的人' },
};

export const problems: readonly Problem[] = [
  {
    id: 'disk-full',
    family: 'storage',
    name: { en: 'No room for the queue', 'zh-cn': '队列没有空间' },
    codes: ['4.3.1'],
    replies: ['452', '451'],
    words: [/insufficient system storage/i, /not enough free space|no space left on device/i, /disk (is )?full|磁盘(已)?满|空间不足/i],
    owner: 'receiver',
    cause: {
      en: 'The file system of the queue lacks bytes (Postfix wants 1.5 × message_size_limit free) or inodes. It concerns everybody who writes to this server, and is temporary.',
      'zh-cn': '队列所在文件系统缺字节（Postfix 要求剩余 1.5 × message_size_limit）或缺 inode。给这台服务器写信的人都受影响，属临时错误。',
    },
    commands: ['df -h /var/spool/postfix; df -i /var/spool/postfix', 'du -x --max-depth=2 /var | sort -n | tail', 'lsof +L1'],
    lab: 'fault-disk-full',
  },
  {
    id: 'mailbox-full',
    family: 'storage',
    name: { en: 'One mailbox is over its quota', 'zh-cn': '某个邮箱超过配额' },
    codes: ['4.2.2', '5.2.2'],
    replies: ['452', '552'],
    words: [/mailbox (is )?full|over ?quota|quota exceeded/i, /邮箱(已)?满|超(过|出)?配额/],
    owner: 'receiver',
    cause: {
      en: 'One user’s limit. 4.2.2 waits for her to make room, 5.2.2 has already sent the message back.',
      'zh-cn': '只是一个用户的上限。4.2.2 还会等她腾地方，5.2.2 已经把信退了。',
    },
    commands: ['doveadm quota get -u USER', "doveadm mailbox status -u USER 'messages vsize' '*'", 'doveadm quota recalc -u USER'],
    lab: 'fault-mailbox-full',
  },
  {
    id: 'too-big',
    family: 'storage',
    name: { en: 'The message is too big', 'zh-cn': '信太大' },
    codes: ['5.3.4', '5.2.3'],
    replies: ['552'],
    words: [/(message|size).{0,20}(too (big|large)|exceeds)/i, /附件太大|信太大|超过大小/],
    owner: 'sender',
    cause: {
      en: 'Larger than a limit on the way. Base64 makes an attachment about 37 % larger than the file.',
      'zh-cn': '超过途中某处的上限。附件经 base64 之后比原文件大约 37 %。',
    },
    commands: [
      'postconf message_size_limit virtual_mailbox_limit',
      'swaks --to USER --quit-after EHLO | grep SIZE',
      'grep "too big\\|5.3.4" /var/log/mail.log | tail',
    ],
    lab: null,
  },
  {
    id: 'no-answer',
    family: 'performance',
    name: { en: 'The other server does not answer in time', 'zh-cn': '对方服务器没有及时应答' },
    codes: ['4.4.1', '4.4.2'],
    replies: ['421'],
    words: [/connection timed out|timed out while/i, /lost connection|connection refused/i, /延迟|很慢|几(个)?小时才/],
    owner: 'sender',
    cause: {
      en: 'Down, overloaded, or firewalled; or your own way out is. While it lasts, it can jam the queue for others.',
      'zh-cn': '对方停机、过载或有防火墙；也可能是你自己出不去。持续下去会把队列堵住，殃及别的信。',
    },
    commands: ['qshape deferred | head', 'nc -vz -w 5 HOST 25', "grep -o 'delays=[^,]*' /var/log/mail.log | tail"],
    lab: 'fault-queue-jam',
  },
  {
    id: 'busy',
    family: 'performance',
    name: { en: 'Too many connections at once', 'zh-cn': '同时连接太多' },
    codes: ['4.3.2', '4.4.5', '4.7.0'],
    replies: ['421'],
    words: [/too many (concurrent )?(connections|sessions)|too many errors/i, /server (too )?busy|try again later|限流|太忙/i],
    owner: 'sender',
    cause: {
      en: 'A limit by client address. If a whole office shares one address, it hits its own people.',
      'zh-cn': '按客户端地址限制。如果整个办公室共用一个地址，受伤的是自己人。',
    },
    commands: [
      'postconf smtpd_client_connection_count_limit smtpd_client_connection_rate_limit',
      "grep 'too many' /var/log/mail.log | tail",
      'ss -Htn state established "( sport = :25 )" | wc -l',
    ],
    lab: 'fault-nat-limit',
  },
  {
    id: 'slow-dns',
    family: 'performance',
    name: { en: 'Names are not resolved, or slowly', 'zh-cn': '域名查不到，或者很慢' },
    codes: ['4.4.3'],
    replies: ['451'],
    words: [/name service error|temporary lookup failure/i, /host or domain name not found.*try again/i, /解析(失败|很慢)/],
    owner: 'sender',
    cause: {
      en: 'A dead or slow resolver. Each message pays its timeout; the log shows it in the third number of delays=.',
      'zh-cn': '解析器停了或很慢，每封信都要等它超时；日志里体现在 delays= 的第三个数。',
    },
    commands: ['time dig DOMAIN MX', 'cat /etc/resolv.conf', 'diff /etc/resolv.conf /var/spool/postfix/etc/resolv.conf'],
    lab: 'fault-slow-dns',
  },
  {
    id: 'bad-password',
    family: 'login',
    name: { en: 'Wrong user name or password', 'zh-cn': '用户名或密码不对' },
    codes: ['5.7.8'],
    replies: ['535'],
    words: [/authentication failed|invalid credentials|credentials invalid/i, /密码(错误|不对)|登录失败/],
    owner: 'user',
    cause: {
      en: 'The server asked and got a no. One user: typing, an old password on a second device, the part after the @. All users at once: the list of accounts or its password scheme.',
      'zh-cn': '服务器问过了，答案是“不”。只有一个人：打错、另一台设备上的旧密码、漏了 @ 后面的部分。所有人同时：账号表或密码方案出了问题。',
    },
    commands: ['doveadm auth test USER', 'doveadm user USER', "grep -i 'auth.*USER' /var/log/mail.log | tail"],
    lab: 'fault-upgrade-auth',
  },
  {
    id: 'not-asked',
    family: 'login',
    name: { en: 'The server cannot check passwords at all', 'zh-cn': '服务器根本没法验证密码' },
    codes: ['4.7.0', '4.3.0'],
    replies: ['454', '451', '421'],
    words: [/temporary authentication failure|no sasl authentication mechanisms/i, /private\/auth|remote host closed connection/i, /认证不可用|连上就断/],
    owner: 'receiver',
    cause: {
      en: 'Nobody said no: Postfix could not reach the service that knows passwords. Socket path, rights, a Dovecot that is down.',
      'zh-cn': '没有人说“不”：Postfix 够不着管密码的服务。查套接字路径、权限，或 Dovecot 没在运行。',
    },
    commands: ['grep -i sasl /var/log/mail.log | tail', 'ls -l /var/spool/postfix/private/auth', 'doveconf -n >/dev/null && doveadm auth test USER'],
    lab: 'fault-sasl-socket',
  },
  {
    id: 'login-wanted',
    family: 'login',
    name: { en: 'The client did not log in, or not over TLS', 'zh-cn': '客户端没有登录，或没用 TLS' },
    codes: ['5.7.0', '5.7.1'],
    replies: ['530', '554'],
    words: [/must issue a STARTTLS command first|authentication required/i, /recipient address rejected: access denied/i, /要求(身份)?(认证|验证)/],
    owner: 'user',
    cause: {
      en: 'Settings of the mail program: port 465 with TLS, or 587 with STARTTLS, and “server requires authentication” switched on.',
      'zh-cn': '邮件程序的设置：465 用 TLS，或 587 用 STARTTLS，并打开“服务器要求认证”。',
    },
    commands: ['postconf -P submissions/inet', 'openssl s_client -connect SERVER:465 -quiet', 'grep NOQUEUE /var/log/mail.log | tail'],
    lab: 'submission-ports',
  },
  {
    id: 'relay',
    family: 'security',
    name: { en: 'The server refuses to relay', 'zh-cn': '服务器拒绝转发' },
    codes: ['4.7.1', '5.7.1'],
    replies: ['454', '554', '550'],
    words: [/relay access denied|relaying denied|unable to relay/i, /拒绝(转发|中继)/],
    owner: 'receiver',
    cause: {
      en: 'For a stranger this is right. For your own user: not logged in, or port 25. For your own domain: the server does not know that it is its own.',
      'zh-cn': '对外人，这是对的。对自己的用户：没登录，或者走了 25 端口。对自己的域：服务器不知道这个域归它。',
    },
    commands: [
      'postconf smtpd_relay_restrictions mynetworks',
      'postconf mydestination virtual_mailbox_domains relay_domains',
      "grep 'Relay access' /var/log/mail.log | tail",
    ],
    lab: 'fault-open-relay-nat',
  },
  {
    id: 'listed',
    family: 'security',
    name: { en: 'Your address is on a blocklist', 'zh-cn': '你的地址进了黑名单' },
    codes: ['5.7.1', '5.7.0'],
    replies: ['554', '550'],
    words: [/blocked using|block ?list|blacklist|\bRBL\b|spamhaus/i, /poor reputation|黑名单|信誉/i],
    owner: 'sender',
    cause: {
      en: 'Usually something did send: a stolen password, a web form, backscatter, a neighbour. Find it before you ask to be taken off.',
      'zh-cn': '多半确实发过：密码被盗、网页表单、反向散射，或者邻居。先找到源头，再申请移除。',
    },
    commands: [
      "grep -o 'sasl_username=[^,]*' /var/log/mail.log | sort | uniq -c | sort -n | tail",
      'postqueue -p | tail -n 1',
      'dig +short REVERSED-ADDRESS.LIST',
    ],
    lab: 'fault-compromised-account',
  },
  {
    id: 'spf-dkim-dmarc',
    family: 'security',
    name: { en: 'SPF, DKIM or DMARC did not pass', 'zh-cn': 'SPF、DKIM 或 DMARC 没通过' },
    codes: ['5.7.20', '5.7.21', '5.7.22', '5.7.23', '4.7.24', '5.7.24', '5.7.26', '5.7.1'],
    replies: ['550'],
    words: [/\bSPF\b/i, /\bDKIM\b|\bDMARC\b/i],
    owner: 'sender',
    cause: {
      en: 'The domain’s own records say that this server may not send for it, or the signature is missing or broken. Forwarding breaks SPF for honest mail, too.',
      'zh-cn': '这个域自己的记录说这台服务器无权代它发信，或者签名缺失、损坏。正常的转发也会弄坏 SPF。',
    },
    commands: ['dig +short DOMAIN TXT', 'dig +short _dmarc.DOMAIN TXT', 'grep -i "spf\\|dkim" /var/log/mail.log | tail'],
    lab: 'fault-spf-permerror',
  },
  {
    id: 'ptr',
    family: 'security',
    name: { en: 'The reverse name is missing or does not match', 'zh-cn': '反查名字缺失或不符' },
    codes: ['5.7.25', '4.7.25', '5.7.1'],
    replies: ['550', '450'],
    words: [/cannot find your (reverse )?host ?name|reverse (dns|hostname)/i, /\bPTR\b|反查|反向解析/i],
    owner: 'dns',
    cause: {
      en: 'The PTR belongs to the owner of the address: the provider sets it. It must lead to a name that leads back.',
      'zh-cn': 'PTR 归地址的所有者，由服务商设置。它指向的名字要能查回同一个地址。',
    },
    commands: ['dig +short -x ADDRESS', 'dig +short NAME A', 'postconf myhostname smtp_helo_name'],
    lab: 'zone-for-mail',
  },
  {
    id: 'greylisted',
    family: 'security',
    name: { en: 'Greylisted: come back later', 'zh-cn': '灰名单：稍后再来' },
    codes: ['4.7.1', '4.2.0'],
    replies: ['450', '451'],
    words: [/grey ?list|gray ?list|灰名单/i],
    owner: 'sender',
    cause: {
      en: 'The receiver does not know you yet and waits whether you try again. A proper server does; nothing needs mending.',
      'zh-cn': '对方还不认识你，看你会不会再来。正常的服务器都会再试，什么也不用修。',
    },
    commands: ['postqueue -p', 'grep DOMAIN /var/log/mail.log | tail', 'postconf minimal_backoff_time queue_run_delay'],
    lab: 'greylisting',
  },
  {
    id: 'virus-spam',
    family: 'security',
    name: { en: 'A virus or spam filter refused it', 'zh-cn': '被病毒或垃圾邮件过滤器拒收' },
    codes: ['5.7.1', '5.7.0', '5.6.0'],
    replies: ['554', '550'],
    words: [/virus|malware|infected|eicar|病毒/i, /spam message|looks like spam|content rejected|垃圾邮件/i],
    owner: 'sender',
    cause: {
      en: 'The content, not the address. First rule out that a machine of yours really sends it.',
      'zh-cn': '问题在内容，不在地址。先排除自己真有机器在发这种东西。',
    },
    commands: ["grep -i 'milter-reject\\|virus' /var/log/mail.log | tail", 'postqueue -p | tail -n 5', 'postconf smtpd_milters milter_default_action'],
    lab: 'fault-virus-bypass',
  },
  {
    id: 'unknown-user',
    family: 'address',
    name: { en: 'There is no such mailbox', 'zh-cn': '没有这个邮箱' },
    codes: ['5.1.1', '5.1.0', '5.2.1', '5.1.6'],
    replies: ['550', '551'],
    words: [/user unknown|unknown user|doesn.t exist|no such user|does not exist/i, /(用户|邮箱|地址|收件人)不存在|查无此人/],
    owner: 'user',
    cause: {
      en: 'A typing error, or somebody who left. If it concerns people who do exist: Postfix and Dovecot disagree about the list of users, often about the domain part.',
      'zh-cn': '打错了，或人已离开。如果说的是确实存在的人：Postfix 与 Dovecot 的用户表不一致，常常差在域名部分。',
    },
    commands: ['postmap -q USER texthash:/etc/postfix/mailboxes', 'doveadm user USER', "grep 'User unknown\\|exist' /var/log/mail.log | tail"],
    lab: 'fault-lmtp-user-unknown',
  },
  {
    id: 'no-route',
    family: 'network',
    name: { en: 'The domain has no mail server', 'zh-cn': '这个域没有邮件服务器' },
    codes: ['5.4.4', '5.1.2', '5.1.10', '5.7.27', '4.4.4'],
    replies: ['550', '556', '553'],
    words: [/host or domain name not found(?!.*try again)|domain not found|no data record/i, /null MX|does not accept mail|域名不存在/i],
    owner: 'dns',
    cause: {
      en: 'DNS answered with certainty that there is none: a typing error in the domain, a broken MX, or “MX 0 .”, which says on purpose: no mail here.',
      'zh-cn': 'DNS 明确答复没有：域名打错、MX 配坏，或者是 “MX 0 .”，即故意声明此处不收信。',
    },
    commands: ['dig DOMAIN MX', 'dig MX-NAME A', 'dig DOMAIN NS'],
    lab: 'fault-dns-zone',
  },
  {
    id: 'loop',
    family: 'network',
    name: { en: 'The message goes in a circle', 'zh-cn': '信在打转' },
    codes: ['5.4.6', '4.4.6', '5.4.0'],
    replies: ['554'],
    words: [/too many hops|mail (forwarding )?loop|loops back to myself/i, /转发(成)?环|打转/],
    owner: 'receiver',
    cause: {
      en: 'Two forwardings that point at each other, or a domain that its own MX does not take as its own.',
      'zh-cn': '两个转发互相指着对方，或者 MX 自己不认这个域。',
    },
    commands: ['postcat -hq ID | grep ^Received', 'postmap -q USER texthash:/etc/postfix/aliases-virtual', 'postconf mydestination virtual_mailbox_domains'],
    lab: 'fault-mail-loop',
  },
];
