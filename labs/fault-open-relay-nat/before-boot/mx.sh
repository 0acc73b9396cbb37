#!/bin/bash
# A small company's mail server that serves people it has never met.
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

office="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))"
case "$LAB_VARIANT" in
  nat)
    postconf -e "mynetworks=127.0.0.0/8 $office/28"
    cat > /etc/nftables.conf <<NFT
#!/usr/sbin/nft -f
flush ruleset

# Moved here from the old router with the rest of its rules.
table ip router {
  chain from_outside {
    type nat hook input priority 100; policy accept;
    tcp dport 25 snat to $office
  }
}
NFT
    sed -i "s/snat to $office/snat to ${office%.*}.$(( ${office##*.} + 1 ))/" /etc/nftables.conf
    systemctl enable nftables.service >/dev/null 2>&1
    ;;
  account)
    postconf -e "mynetworks=127.0.0.0/8 $office/28"
    useradd -m -s /bin/bash -d "/home/$LAB_GUEST" "$LAB_GUEST"
    printf '%s:%s\n' "$LAB_GUEST" "$LAB_GUEST_PASSWORD" | chpasswd
    ;;
  forward)
    postconf -e "mynetworks=127.0.0.0/8 $office/28"
    sed -i -E 's/^(smtp|submission)( +inet)/127.0.0.1:\1\2/' /etc/postfix/master.cf
    cat > /etc/systemd/system/front@.socket <<UNIT
[Unit]
Description=Port %i to the mail server
[Socket]
ListenStream=$LAB_IP_MX:%i
FreeBind=yes
[Install]
WantedBy=sockets.target
UNIT
    printf '[Unit]\nDescription=Port %%i to the mail server\n[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd 127.0.0.1:%%i\n' > /etc/systemd/system/front@.service
    systemctl enable front@25.socket front@587.socket >/dev/null 2>&1
    ;;
  wide) postconf -e "mynetworks=127.0.0.0/8 $office/28 128.0.0.0/1" ;;
  sender)
    postconf -e "mynetworks=127.0.0.0/8 $office/28" 'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated check_sender_access texthash:/etc/postfix/senders reject_unauth_destination'
    printf '%s OK\n' "$LAB_DOMAIN" > /etc/postfix/senders
    ;;
esac

# The queue files in Postfix's own format (src/global/rec_type.h): what an hour of spam would leave, without the hour.
python3 - <<'PY'
import os, pwd, time, random
e = os.environ
domain, user, boss = (e['LAB_' + k] for k in ('DOMAIN', 'USER', 'BOSS'))
peer, far, innocent, token, pick = e['LAB_PEER'], e['LAB_FAR'], e['LAB_INNOCENT'], e['LAB_ARCHIVE'], int(e['LAB_PICK'])
customer = e['LAB_CUSTOMER']
# Whose login the strangers used, if they needed one.
login = e['LAB_GUEST'] if e['LAB_VARIANT'] == 'account' else ''
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

def put(n, sender, rcpt, ip, login, subject, body, hold):
    when = base + n * 2 + rng.randrange(2)
    stamp = time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime(when))
    lines = [f'Received: from pc{rng.randrange(90) + 10} (unknown [{ip}])', *([f'\t(Authenticated sender: {login})'] if login else []),
             f'\tby mail.{domain} (Postfix) with {"ESMTPSA" if login else "ESMTP"}', f'\tfor <{rcpt}>; {stamp}', f'Message-ID: <{token}.{n}@mail.{domain}>', f'Date: {stamp}',
             f'From: <{sender}>', f'To: <{rcpt}>', f'Subject: {subject}', '', body, '']
    head = [('T', f'{when} {rng.randrange(900000)}'), ('A', 'rewrite_context=remote'), *([('A', 'sasl_method=PLAIN'), ('A', f'sasl_username={login}')] if login else []), ('S', sender),
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

bait = ['Your parcel is waiting', 'Last notice: invoice', 'Confirm your account', '您的包裹待领取', 'You have won', 'Work from home', '发票代开', 'Update your mailbox']
talk = ['Offer', 'Delivery date', 'Drawing', '报价单', 'Order confirmation', 'Re: your question', '交货日期', 'Meeting on Friday']
for n in range(int(e['LAB_COUNT'])):
    if n % 50 == pick:
        k = n // 50
        who = user if k % 2 else boss
        put(n, f'{who}@{domain}', f'{customer}@{peer}', e['LAB_IP_MX'], who, talk[k % len(talk)], 'Dear customer, please find our answer below. 您好，请查收。', False)
    else:
        forged = f'{boss}@{domain}' if n % 4 == 0 else f'{rng.choice(["anna","bo","chen","dora","emil"])}{rng.randrange(900)}@{innocent}'
        put(n, forged, f'{rng.choice(["info","sales","m.lee","wang","office"])}{rng.randrange(9000)}@{far}', f'203.0.113.{100 + n % 7}', login, rng.choice(bait),
            'Click here now: http://win.example/%x' % rng.randrange(1 << 40), False)
PY
find /etc/nftables.conf /etc/systemd/system /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
