#!/bin/bash
# fails: send-465
# because: accepted the foreign recipient
bash -c "$(cat <<'FIX'
printf 'service auth {\n  unix_listener /var/spool/postfix/private/auth {\n    mode = 0666\n  }\n}\n' > /etc/dovecot/local.conf
FIX
)"
postconf -e smtpd_sasl_path=private/auth 'mynetworks=0.0.0.0/0'
systemctl restart dovecot postfix
