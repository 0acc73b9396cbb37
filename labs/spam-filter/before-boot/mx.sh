#!/bin/bash
# The company's server: marked mail would go to Junk, but nobody marks it. And what people have sorted by hand over the years.
people="$LAB_USER:$LAB_PASSWORD"
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
groupadd --system vmail
useradd --system --gid vmail --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail
chmod 750 /srv/vmail
printf '%s\n' "$people" | while IFS=: read -r name password; do
  printf '%s@%s:{SHA512-CRYPT}%s::::::\n' "$name" "$LAB_DOMAIN" "$(openssl passwd -6 "$password")"
done > /etc/dovecot/users
chown root:dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users
printf '%s\n' "$people" | sed "s/:.*/@$LAB_DOMAIN yes/" > /etc/postfix/mailboxes

postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$myhostname, localhost" \
  "virtual_mailbox_domains=$LAB_DOMAIN" "virtual_mailbox_maps=texthash:/etc/postfix/mailboxes" "virtual_transport=lmtp:unix:private/dovecot-lmtp" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes

cat > /etc/dovecot/dovecot.conf <<'CONF'
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0

protocols {
  imap = yes
  lmtp = yes
}

mail_driver = maildir
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_path = ~/Maildir
mail_uid = vmail
mail_gid = vmail

namespace inbox {
  inbox = yes
  separator = /
}

auth_mechanisms = plain login
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}

ssl = required
ssl_server_cert_file = /etc/ssl/postlab/cert.pem
ssl_server_key_file = /etc/ssl/postlab/key.pem

service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}

!include_try local.conf
CONF
cat > /etc/dovecot/local.conf <<'CONF'
protocol lmtp {
  mail_plugins {
    sieve = yes
  }
}
namespace inbox {
  mailbox Junk {
    auto = subscribe
    special_use = \Junk
  }
}
sieve_script spam {
  type = before
  driver = file
  path = /etc/dovecot/spam.sieve
}
CONF
cat > /etc/dovecot/spam.sieve <<'SIEVE'
require "fileinto";
if anyof (header :is "X-Spam-Flag" "YES", header :is "X-Spam" "Yes") {
  fileinto "Junk";
  stop;
}
SIEVE
sievec /etc/dovecot/spam.sieve
mkdir -p /srv/corpus/spam /srv/corpus/ham
python3 - <<'PY'
import hashlib, os, random
random.seed(os.environ['LAB_WORDS'])
# What sounds like an advertisement, and what like work: what it is here, people have decided. Half of each is drawn for each kind of mail.
sounds = {
    'en': ('discount transfer watches pharmacy crypto loan prize ticket casino insurance property shares bonus member coupon lottery refund pills dating upgrade',
           'meeting contract delivery warehouse quarter budget schedule training supplier inventory invoice sample order printer forklift review draft holiday agenda minutes'),
    'zh': ('优惠 贷款 汇款 返利 折扣 会员 积分 中奖 投资 股票 红包 彩票 手表 房产 旅游 保险 兼职 医药 代办 促销',
           '会议 合同 交货 仓库 报销 季度 预算 培训 图纸 物流 报价 发票 样品 订单 采购 设备 客户 排班 评审 打印'),
}
common = {
    'en': 'please today about with your from this that have will'.split(),
    'zh': '您好 谢谢 今天 关于 我们 需要 可以 明天'.split(),
}

def drawn(words):
    return sorted(words.split(), key=lambda word: hashlib.sha256(f"{os.environ['LAB_WORDS']}:{word}".encode()).hexdigest())

for kind, of in (('spam', slice(0, 10)), ('ham', slice(10, 20))):
    for n in range(80):
        tongue = ('en', 'zh')[n % 2]
        own = [word for words in sounds[tongue] for word in drawn(words)[of]]
        lines = [random.sample(own, 15) + random.sample(common[tongue], 4) for _ in range(2)]
        body = '\n'.join(' '.join(random.sample(line, 19)) for line in lines)
        with open(f'/srv/corpus/{kind}/{n:03}.eml', 'w', encoding='utf-8', newline='\r\n') as mail:
            mail.write(f'From: <writer{n}@mail{n % 7}.example>\nTo: <{os.environ["LAB_USER"]}@{os.environ["LAB_DOMAIN"]}>\nSubject: {random.choice(common[tongue])} {n}\n'
                       f'Date: Mon, 05 Jan 2026 08:{n % 60:02}:00 +0000\nMessage-ID: <{kind}{n}@mail.example>\nMIME-Version: 1.0\n'
                       f'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n')
PY
chmod -R a+rX /srv/corpus
