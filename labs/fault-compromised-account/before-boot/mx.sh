#!/bin/bash
# A small company's mail server in which somebody has made themselves at home.
for who in "$LAB_ACCOUNT:$LAB_ACCOUNT_PASSWORD" "$LAB_USER:$LAB_PASSWORD" "$LAB_BOSS:$LAB_BOSS_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
# The forty desks of the branch, written at once: useradd would take its time for each.
hash=$(openssl passwd -6 "$LAB_DESK_PASSWORD")
id=2000
for name in $(printf "$LAB_DESK%02d " $(seq 1 40)); do
  id=$((id + 1))
  printf '%s:x:%s:%s:%s:/home/%s:/bin/bash\n' "$name" "$id" "$id" "$name" "$name" >> /etc/passwd
  printf '%s:%s:20000:0:99999:7:::\n' "$name" "$hash" >> /etc/shadow
  printf '%s:x:%s:\n' "$name" "$id" >> /etc/group
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" home_mailbox=Maildir/ mailbox_transport=lmtp:unix:private/dovecot-lmtp \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "smtpd_sasl_authenticated_header=yes" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P submission/inet/syslog_name=postfix/submission submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_security_level=encrypt \
  submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<CONF
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
protocol lmtp {
  mail_plugins {
    sieve = yes
  }
}
auth_failure_delay = 1 secs
# Passwords that people make for their devices
passdb passwd-file {
  passwd_file_path = /etc/dovecot/devices
}
CONF
device() { printf '%s:%s\n' "$1" "$(doveadm pw -s SHA512-CRYPT -r 5000 -p "$2")" >> /etc/dovecot/devices; }
device "$LAB_BOSS" "$LAB_BOSS_PHONE"
device "$LAB_ACCOUNT" "$LAB_DEVICE"
device "$LAB_USER" "$(head -c 9 /dev/urandom | base64)"
chown root:dovecot /etc/dovecot/devices
chmod 640 /etc/dovecot/devices

home="/home/$LAB_ACCOUNT"
planted=
[ "$LAB_VARIANT" = sieve ] && planted="
# rule:[backup]
redirect :copy \"$LAB_COLLECTOR@$LAB_EVIL\";"
mkdir -p "$home/sieve" "$home/Maildir"
cat > "$home/sieve/filters.sieve" <<SIEVE
require ["fileinto", "mailbox", "copy"];
# rule:[invoices]
if header :contains "subject" "invoice" {
  fileinto :create "Invoices";
}$planted
SIEVE
ln -s sieve/filters.sieve "$home/.dovecot.sieve"
[ "$LAB_VARIANT" = forward ] && printf '\\%s, %s@%s\n' "$LAB_ACCOUNT" "$LAB_COLLECTOR" "$LAB_EVIL" > "$home/.forward"
chown -R "$LAB_ACCOUNT:$LAB_ACCOUNT" "$home"

# The queue files in Postfix's own format (src/global/rec_type.h): what an hour of spam would leave, without the hour.
python3 - <<'PY'
import base64, os, pwd, time, random
from datetime import datetime, timedelta, timezone
e = os.environ
domain, account, user, boss = (e['LAB_' + k] for k in ('DOMAIN', 'ACCOUNT', 'USER', 'BOSS'))
peer, far, token, pick = e['LAB_PEER'], e['LAB_FAR'], e['LAB_ARCHIVE'], int(e['LAB_PICK'])
customer = e['LAB_CUSTOMER']
uid, gid = pwd.getpwnam('postfix').pw_uid, pwd.getpwnam('postfix').pw_gid
rng = random.Random(token)
# Last night: older mail would be returned as expired at the next try.
base = int(time.time()) - 3 * 3600

def rec(kind, text):
    data = text.encode()
    n, size = len(data), b''
    while True:
        size += bytes([(n & 127) | (128 if n > 127 else 0)])
        n >>= 7
        if not n:
            break
    return kind.encode() + size + data

# The log of the week up to this morning's rotation, in the form of rsyslog, Postfix 3.10 and Dovecot 2.4.
log = []
host = os.uname().nodename.split('.')[0]

def line(when, text):
    log.append((when, text))

said = {'sent': 'dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)',
        'bounced': 'dsn=5.1.1, status=bounced (host said: 550 5.1.1 User unknown (in reply to RCPT TO command))',
        'waits': 'dsn=4.7.1, status=deferred (host said: 451 4.7.1 Try again later (in reply to RCPT TO command))'}

def logged(when, qid, login, sender, ip, targets, size, message=None):
    """targets: (address, what became of it); `late` was delivered at the second try."""
    when += rng.randrange(900) / 1000
    pid = 1000 + rng.randrange(9000)
    line(when, f'postfix/submission/smtpd[{pid}]: {qid}: client=unknown[{ip}], sasl_method=PLAIN, sasl_username={login}')
    line(when + 0.02, f'postfix/cleanup[{pid + 3}]: {qid}: message-id=<{message or f"{rng.randrange(1 << 48):012x}"}@mail.{domain}>')
    line(when + 0.03, f'postfix/qmgr[331]: {qid}: from=<{sender}>, size={size}, nrcpt={len(targets)} (queue active)')
    def tried(after, to, state):
        line(when + after, f'postfix/smtp[{pid + 7}]: {qid}: to=<{to}>, relay=mx.{to.split("@")[1]}[192.0.2.10]:25, delay={after:.2f}, delays=0.1/{after - 0.4:.2f}/0.1/0.2, {said[state]}')
    for j, (to, state) in enumerate(targets):
        tried(0.5 + j / 10, to, 'waits' if state == 'late' else state)
        if state == 'late':
            tried(840 + j / 10, to, 'sent')
    states = [state for _, state in targets]
    if 'waits' not in states:
        line(when + (842 if 'late' in states else 2), f'postfix/qmgr[331]: {qid}: removed')

def opened(when, who, ip, good=True):
    session = base64.b64encode(rng.randbytes(12)).decode()
    pid = f' mpid={1000 + rng.randrange(9000)},'
    what = 'Logged in:' if good else 'Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed):'
    line(when + rng.randrange(900) / 1000,
         f'dovecot: imap-login: {what} user=<{who}>, method=PLAIN, rip={ip}, lip={e["LAB_IP_MX"]},{pid if good else ""} TLS, session=<{session}>')

def put(n, sender, rcpt, ip, login, subject, body, hold):
    when = base + n * 2 + rng.randrange(2)
    stamp = time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime(when))
    lines = [f'Received: from pc{rng.randrange(90) + 10} (unknown [{ip}])', f'\t(Authenticated sender: {login})',
             f'\tby mail.{domain} (Postfix) with ESMTPSA', f'\tfor <{rcpt}>; {stamp}', f'Message-ID: <{token}.{n}@mail.{domain}>', f'Date: {stamp}',
             f'From: <{sender}>', f'To: <{rcpt}>', f'Subject: {subject}', '', body, '']
    head = [('T', f'{when} {rng.randrange(900000)}'), ('A', 'rewrite_context=remote'), ('A', f'sasl_method=PLAIN'), ('A', f'sasl_username={login}'), ('S', sender),
            ('A', f'log_client_name=unknown'), ('A', f'log_client_address={ip}'), ('A', f'log_helo_name=pc'), ('A', 'log_protocol_name=ESMTP'),
            ('A', f'client_name=unknown'), ('A', f'client_address={ip}'), ('A', 'client_address_type=2'), ('A', 'dsn_orig_rcpt=rfc822;' + rcpt), ('O', rcpt), ('R', rcpt), ('M', '')]
    envelope = b''.join(rec(k, v) for k, v in head)
    content = b''.join(rec('N', line) for line in lines)
    first = len(rec('C', ' ' * 95))
    size = sum(len(line.encode()) + 1 for line in lines)
    sizes = '%15d %15d %15d %15d %15d %15d' % (len(content), first + len(envelope), 1, 0, size, 0)
    file = rec('C', sizes) + envelope + content + rec('X', '') + rec('E', '')
    folder = '/var/spool/postfix/' + ('hold' if hold else 'deferred')
    temporary = f'{folder}/new'
    with open(temporary, 'wb') as out:
        out.write(file)
    inode = os.stat(temporary).st_ino
    usec = (n * 331) % 1000000
    name = '%05X%X' % (usec, inode)
    if not hold:
        folder += '/' + name[0]
        os.makedirs(folder, 0o700, exist_ok=True)
        os.chown(folder, uid, gid)
    os.chown(temporary, uid, gid)
    os.chmod(temporary, 0o700)
    later = time.time() + 4 * 3600
    os.utime(temporary, (later, later))
    os.rename(temporary, f'{folder}/{name}')
    logged(when, name, login, sender, ip, [(rcpt, 'waits')], size, f'{token}.{n}')

bait = ['Your parcel is waiting', 'Last notice: invoice', 'Confirm your account', '您的包裹待领取', 'You have won', 'Work from home', '发票代开', 'Update your mailbox']
talk = ['Offer', 'Delivery date', 'Drawing', '报价单', 'Order confirmation', 'Re: your question', '交货日期', 'Meeting on Friday']
for n in range(int(e['LAB_COUNT'])):
    if n % 50 == pick:
        k = n // 50
        who = account if k % 10 == 3 else user if k % 2 else boss
        put(n, f'{who}@{domain}', f'{customer}@{peer}', f'10.20.30.{40 + k % 9}', who, talk[k % len(talk)], 'Dear customer, please find our answer below. 您好，请查收。', False)
    else:
        put(n, f'{account}@{domain}', f'{rng.choice(["info","sales","m.lee","wang","office"])}{rng.randrange(9000)}@{far}', f'203.0.113.{100 + n % 7}' if n % 3 else f'198.51.100.{60 + n % 5}',
            account, rng.choice(bait), 'Click here now: http://win.example/%x' % rng.randrange(1 << 40), False)

# The ordinary week: the office by day, the owner's home in the evening, knocking all the time.
rotated = base + 3600
fresh = lambda: f'{rng.randrange(16 ** 5):05X}{rng.randrange(16 ** 5):05X}'
for who in (account, user, boss):
    for _ in range(110):
        when = rotated - rng.randrange(7 * 86400)
        evening = not 7 <= time.gmtime(when).tm_hour < 17
        ip = e['LAB_HOME'] if evening and who == account else f'10.20.30.{20 + rng.randrange(60)}'
        if rng.random() < 0.5:
            opened(when, who, ip)
        else:
            to = [(f'{rng.choice(["ada", "max", "lee", "zhou"])}@{peer}', 'sent' if rng.random() > 0.1 else 'bounced') for _ in range(1 + rng.randrange(2))]
            logged(when, fresh(), who, f'{who}@{domain}', ip, to, 900 + rng.randrange(9000))
for _ in range(400):
    opened(rotated - rng.randrange(7 * 86400), rng.choice([account, user, boss, 'admin', 'info', 'test']), f'203.0.113.{rng.randrange(140, 250)}', False)
# Somebody guesses, gets in, reads for days, and sends only then.
made = datetime.now(timezone.utc)
came = (made - timedelta(days=int(e['LAB_DWELL']))).replace(hour=int(e['LAB_HOUR']), minute=int(e['LAB_MINUTE']), second=int(e['LAB_SECOND']), microsecond=0).timestamp()
place = f'192.0.2.{e["LAB_INTRUDER_IP"]}'
for k in range(6):
    opened(came - 330 + 50 * k, account, place, False)
opened(came, account, place)
for k in range(9):
    opened(came + 7200 + rng.randrange(int(base - 14400 - came)), account, place if k % 2 else f'192.0.2.{100 + rng.randrange(20)}')
for i in range(int(e['LAB_WAVE'])):
    to = [(f'{rng.choice(["info", "sales", "m.lee", "office"])}{rng.randrange(9000)}@{far}', ('bounced', 'late', 'sent', 'sent', 'sent', 'sent')[(i + j) % 6]) for j in range(3 + (5 * i + int(e['LAB_EXTRA'])) % 4)]
    logged(base - 3000 + i * 25 + rng.randrange(20), fresh(), account, f'{account}@{domain}', f'203.0.113.{100 + i % 7}' if i % 3 else f'198.51.100.{60 + i % 5}', to, 2100 + rng.randrange(300))

with open('/var/log/mail.log.1', 'w') as out:
    for when, text in sorted(log):
        if when < rotated:
            out.write(f'{datetime.fromtimestamp(when, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")} {host} {text}\n')
os.utime('/var/log/mail.log.1', (rotated, rotated))
PY
chown root:adm /var/log/mail.log.1
chmod 640 /var/log/mail.log.1
find /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
