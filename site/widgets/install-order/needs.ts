import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { StepId } from './steps.ts';

/**
 * What a step needs to be done before it.
 * `cannot`: there is nothing to do it on. `stops`: its command fails at once. `later`: it succeeds, and somebody gets the error afterwards.
 * `said` names `content/transcripts/S07/order/<said>.txt`: what the software said when it was tried (docs/runs/S07).
 */
export interface Need {
  step: StepId;
  needs: StepId;
  how: 'cannot' | 'stops' | 'later';
  said?: string;
  /** What happened, who sees it, and what it costs. */
  why: LocalizedText;
}

export const needs: readonly Need[] = [
  {
    step: 'debian',
    needs: 'machine',
    how: 'cannot',
    why: { en: 'There is no machine to install it on.', 'zh-cn': '还没有可以安装系统的机器。' },
  },
  {
    step: 'hostname',
    needs: 'debian',
    how: 'cannot',
    why: { en: 'There is no system whose name could be set.', 'zh-cn': '系统还没装，没有主机名可设。' },
  },
  {
    step: 'address',
    needs: 'machine',
    how: 'cannot',
    why: {
      en: 'You do not know the address yet, and only its owner, the provider, can set its PTR.',
      'zh-cn': '地址还没有拿到；PTR 又只有地址的所有者（服务商）能设。',
    },
  },
  {
    step: 'spf',
    needs: 'machine',
    how: 'cannot',
    why: { en: 'SPF lists the address from which you send. You do not have it yet.', 'zh-cn': 'SPF 要写明从哪个地址发信，而地址还没有。' },
  },
  { step: 'postfix', needs: 'debian', how: 'cannot', why: { en: 'There is no system to install it on.', 'zh-cn': '系统还没装。' } },
  { step: 'vmail', needs: 'debian', how: 'cannot', why: { en: 'There is no system that could have users.', 'zh-cn': '系统还没装，谈不上建用户。' } },
  { step: 'firewall', needs: 'debian', how: 'cannot', why: { en: 'There is no system whose ports could be opened.', 'zh-cn': '系统还没装，没有端口可放行。' } },
  {
    step: 'postfix',
    needs: 'hostname',
    how: 'later',
    said: 'postfix-before-hostname',
    why: {
      en: 'Debian’s installer wrote `myhostname = debian`, and Postfix greets the world with it. A server that wants a full name in HELO answers `504`: your first offer bounces at once.',
      'zh-cn':
        'Debian 的安装脚本写下了 `myhostname = debian`，Postfix 对外就这么自报家门。要求 HELO 给出完整主机名的服务器回 `504`：你的第一封报价信当场被退。',
    },
  },
  {
    step: 'certificate',
    needs: 'hostname',
    how: 'later',
    said: 'certificate-before-hostname',
    why: {
      en: 'The certificate was made for the name that the host had then. Every mail program that checks it refuses.',
      'zh-cn': '证书是按当时的主机名签的。凡是认真校验证书的邮件程序都会拒绝连接。',
    },
  },
  {
    step: 'certificate',
    needs: 'address',
    how: 'cannot',
    why: {
      en: 'A public authority checks that you control the name, by a connection to it or by a DNS record (RFC 8555 §8). A name without an address cannot be checked over HTTP. (Our run uses a certificate authority of its own, so this is the one rule here without a recorded error.)',
      'zh-cn':
        '公共证书机构要验证你确实控制这个域名：要么连过来看，要么查 DNS 记录（RFC 8555 §8）。没有地址的名字无法用 HTTP 方式验证。（录制时用的是自建证书机构，所以这一条没有现场报错。）',
    },
  },
  {
    step: 'dovecot',
    needs: 'postfix',
    how: 'stops',
    said: 'dovecot-before-postfix',
    why: {
      en: 'Dovecot lays its sockets into `/var/spool/postfix/private`. The package does not contain that directory: Postfix makes it at its *first start*. Installed is not enough.',
      'zh-cn': 'Dovecot 要把套接字放进 `/var/spool/postfix/private`。这个目录不在软件包里，是 Postfix *第一次启动*时建的——只安装、不启动还不够。',
    },
  },
  {
    step: 'dovecot',
    needs: 'certificate',
    how: 'stops',
    said: 'dovecot-before-certificate',
    why: {
      en: 'Dovecot opens the certificate when it reads its configuration, and does not start without it.',
      'zh-cn': 'Dovecot 读配置时就要打开证书文件，打不开便不启动。',
    },
  },
  {
    step: 'dovecot',
    needs: 'vmail',
    how: 'later',
    said: 'dovecot-before-vmail',
    why: {
      en: 'Dovecot starts. It looks for the user `vmail` only when it opens the first mailbox; until somebody tries, nothing tells you.',
      'zh-cn': 'Dovecot 能启动。它打开第一个邮箱时才去找 `vmail` 用户；没人试之前，什么提示都没有。',
    },
  },
  {
    step: 'accounts',
    needs: 'dovecot',
    how: 'stops',
    said: 'accounts-before-dovecot',
    why: {
      en: 'Dovecot’s own tool makes the password hashes, and it came with Dovecot.',
      'zh-cn': '密码散列要用 Dovecot 自带的工具生成，它随 Dovecot 一起安装。',
    },
  },
  {
    step: 'handover',
    needs: 'postfix',
    how: 'stops',
    said: 'handover-before-postfix',
    why: { en: 'There is no Postfix to configure.', 'zh-cn': '没有 Postfix 可配。' },
  },
  {
    step: 'handover',
    needs: 'dovecot',
    how: 'later',
    said: 'handover-before-dovecot',
    why: {
      en: 'Postfix accepts the new settings. Then arriving mail waits in the queue, because nobody listens on the LMTP socket, and 465 hangs up on everybody who connects. Nothing is lost yet: `deferred`, not `bounced`.',
      'zh-cn': 'Postfix 照收新配置不误。随后到达的信全卡在队列里，因为 LMTP 套接字那头没人；465 则一连上就断。信还没丢：是 `deferred`，不是 `bounced`。',
    },
  },
  {
    step: 'handover',
    needs: 'certificate',
    how: 'later',
    said: 'handover-before-certificate',
    why: {
      en: 'Postfix still announces STARTTLS and fails in the handshake: the client sees a broken connection, and only your log names the missing file.',
      'zh-cn': 'Postfix 照样宣告 STARTTLS，握手时才失败：客户端只看到连接断开，缺哪个文件只有你的日志知道。',
    },
  },
  {
    step: 'handover',
    needs: 'accounts',
    how: 'later',
    said: 'handover-before-accounts',
    why: {
      en: 'The tables that Postfix was told to ask do not exist. It answers `451`, “ask again later”, to every sender: a temporary error, which is the kind side of a mistake.',
      'zh-cn': 'Postfix 要查的表还不存在。它对每个发件方都答 `451`，“稍后再来”：临时错误，算是犯错里温和的一种。',
    },
  },
  {
    step: 'mx',
    needs: 'address',
    how: 'later',
    said: 'mx-before-address',
    why: {
      en: 'The MX names a host without an address. The customer’s server does not wait: `5.4.4`, bounced after 0.03 seconds.',
      'zh-cn': 'MX 指向一个没有地址的主机名。客户的服务器不会等：`5.4.4`，0.03 秒就退了信。',
    },
  },
  {
    step: 'mx',
    needs: 'handover',
    how: 'later',
    said: 'mx-before-handover',
    why: {
      en: 'Postfix does not know yet that this domain is its own, takes the mail for somebody else’s and refuses to relay it. Debian’s default answer is `454`, so the sender retries; with `554` it would have bounced.',
      'zh-cn': 'Postfix 还不知道这个域归自己管，把来信当成别人的，拒绝转发。Debian 默认答 `454`，对方会重试；若答 `554`，信就退了。',
    },
  },
  {
    step: 'mx',
    needs: 'accounts',
    how: 'later',
    said: 'mx-before-accounts',
    why: {
      en: 'The table of addresses is there and still empty. Postfix is sure that nobody here has this address and says so for good: `550 5.1.1`. The customer reads “user unknown” and may strike Lin Wei off the list. This is the expensive one.',
      'zh-cn':
        '地址表已经建好，里面还是空的。Postfix 认定此地没有这个人，而且说得斩钉截铁：`550 5.1.1`。客户看到“用户不存在”，很可能把林薇从通讯录里删掉。这一条代价最大。',
    },
  },
  {
    step: 'mx',
    needs: 'firewall',
    how: 'later',
    said: 'mx-before-firewall',
    why: {
      en: 'The packets are dropped without a word. The sender waits for its timeout, tries again for days, and nothing at all stands in your log.',
      'zh-cn': '数据包被悄悄丢弃。对方等到超时，然后连着重试好几天；而你的日志里一个字也没有。',
    },
  },
  {
    step: 'acceptance',
    needs: 'address',
    how: 'later',
    said: 'acceptance-before-address',
    why: {
      en: 'Without a PTR your mail is refused by servers that look the name of the caller up.',
      'zh-cn': '没有 PTR，凡是反查来访地址的服务器都会拒收你的信。',
    },
  },
  {
    step: 'acceptance',
    needs: 'spf',
    how: 'later',
    said: 'acceptance-before-spf',
    why: {
      en: 'The record from your former provider still stands and names another address. It ends in `-all`, and the customer’s server takes it at its word.',
      'zh-cn': '前一家服务商留下的 SPF 还在，写的是另一个地址，结尾又是 `-all`——客户的服务器就照字面执行了。',
    },
  },
  {
    step: 'acceptance',
    needs: 'mx',
    how: 'later',
    said: 'acceptance-before-mx',
    why: {
      en: 'A test that names the server on its command line passes. The customer, who only knows the domain, gets his mail back.',
      'zh-cn': '在命令行里直接指定服务器的测试能过；而只知道域名的客户，信被退了回去。',
    },
  },
  {
    step: 'acceptance',
    needs: 'handover',
    how: 'cannot',
    why: { en: 'There is nothing to accept yet: no user can send or read.', 'zh-cn': '还没有可验收的东西：用户既不能收也不能发。' },
  },
  {
    step: 'acceptance',
    needs: 'firewall',
    how: 'cannot',
    why: { en: 'The test comes from outside, and outside nothing answers.', 'zh-cn': '测试要从外部做，而外部什么都连不上。' },
  },
  {
    step: 'acceptance',
    needs: 'accounts',
    how: 'cannot',
    why: { en: 'The test logs in as a user, and there is none.', 'zh-cn': '测试要以用户身份登录，而一个账号也没有。' },
  },
];
