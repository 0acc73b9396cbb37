#!/bin/bash
# A small company's mail server on the morning after the price lists went out.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_BOSS:$LAB_BOSS_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" home_mailbox=Maildir/ \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
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
CONF

case "$LAB_VARIANT" in
  agents) postconf -M 'smtp/unix=smtp unix - - y - 4 smtp' ;;
  delay) postconf -e smtp_destination_rate_delay=20s ;;
  gate)
    printf '%s smtp:[%s], [mx.%s]\n' "$LAB_PEER" "$LAB_GATE" "$LAB_PEER" > /etc/postfix/transport
    postconf -e transport_maps=texthash:/etc/postfix/transport smtp_connect_timeout=10m smtp_connection_cache_on_demand=no
    ;;
  limit) postconf -e default_process_limit=5 ;;
esac

# The queue files in Postfix's own format (src/global/rec_type.h), so that nobody has to wait until so much mail has been handed in.
python3 - <<'PY'
import os, pwd, time, random
e = os.environ
domain, user, boss = (e['LAB_' + k] for k in ('DOMAIN', 'USER', 'BOSS'))
peer, slow, token = e['LAB_PEER'], e['LAB_SLOW'], e['LAB_ARCHIVE']
customer = e['LAB_CUSTOMER']
uid, gid = pwd.getpwnam('postfix').pw_uid, pwd.getpwnam('postfix').pw_gid
rng = random.Random(token)
base = int(time.time()) - 2 * 3600

def rec(kind, text):
    data = text.encode()
    n, size = len(data), b''
    while True:
        size += bytes([(n & 127) | (128 if n > 127 else 0)])
        n >>= 7
        if not n:
            break
    return kind.encode() + size + data

def put(n, sender, rcpt, login, subject, body):
    ip = '10.20.30.41'
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
    folder = '/var/spool/postfix/deferred'
    temporary = f'{folder}/new'
    with open(temporary, 'wb') as out:
        out.write(file)
    inode = os.stat(temporary).st_ino
    usec = (n * 331) % 1000000
    name = '%05X%X' % (usec, inode)
    folder += '/' + name[0]
    os.makedirs(folder, 0o700, exist_ok=True)
    os.chown(folder, uid, gid)
    os.chown(temporary, uid, gid)
    os.chmod(temporary, 0o700)
    os.utime(temporary, (when, when))
    os.rename(temporary, f'{folder}/{name}')

for n in range(int(e['LAB_COUNT'])):
    if n % 50 == 7:
        put(n, f'{user}@{domain}', f'{customer}@{peer}', user, 'Offer', 'Dear customer, please find our offer below. 您好，报价如下。')
    else:
        put(n, f'{boss}@{domain}', f'shop{n}@{slow}', boss, 'Price list 2026', 'Dear partner, our new price list. 亲爱的伙伴，新的价目表。')
PY
find /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
