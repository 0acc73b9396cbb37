#!/usr/bin/env bash
# The recorded outputs of lesson S17 (development-trends): `npm run transcripts -- S17`, about one minute.
# Which key exchange Dovecot and Postfix of Debian 13 agree on with a client that knows the hybrid one, and how many bytes it costs.
. "$(dirname "$0")/../lib.sh"
network 203.0.113
host dns ns.example 53 "$IMAGE_MAIL"
host mail mail.k3f9.test 25 "$IMAGE_MAIL" UTC0
host pc pc.haibo.example 11 "$IMAGE_CLIENT" UTC0
zones k3f9.test=mail.k3f9.test=25
mailserver mail mail.k3f9.test k3f9.test lin
wait_for mail /var/log/mail.log 'daemon started' 30
prompt='chenjie@pc:~$'
show="grep -E 'Negotiated TLS|Peer Temp Key|handshake has read'"
record dovecot pc "openssl s_client -connect mail.k3f9.test:143 -starttls imap </dev/null 2>/dev/null | $show" "$prompt"
record postfix pc "openssl s_client -connect mail.k3f9.test:25 -starttls smtp </dev/null 2>/dev/null | $show" "$prompt"
record postfix mail 'postconf tls_eecdh_auto_curves tls_ffdhe_auto_groups' 'root@mail:~#'
on mail 'postconf -e tls_eecdh_auto_curves= tls_ffdhe_auto_groups= smtpd_tls_loglevel=1; postfix reload' >/dev/null 2>&1
sleep 1
record after mail "postconf -n | grep -E 'auto_(curves|groups)'" 'root@mail:~#'
record after pc "openssl s_client -connect mail.k3f9.test:25 -starttls smtp </dev/null 2>/dev/null | $show" "$prompt"
record after pc "openssl s_client -connect mail.k3f9.test:25 -starttls smtp -groups X25519 </dev/null 2>/dev/null | $show" "$prompt"
record after mail "grep -oE 'TLS connection established.*' /var/log/mail.log | tail -2" 'root@mail:~#'
record capability pc "printf 'a CAPABILITY\r\n' | nc -w 2 mail.k3f9.test 143 | grep -oE 'IMAP4rev[0-9]' | sort -u" "$prompt"
record versions mail 'dpkg-query -W postfix dovecot-core openssl'
