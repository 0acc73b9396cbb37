#!/bin/bash
# fails: send-587
# because: port 25 offers AUTH
printf 'service auth {\n  unix_listener /var/spool/postfix/private/auth {\n    mode = 0666\n  }\n}\n' > /etc/dovecot/local.conf
postconf -e smtpd_sasl_path=private/auth smtpd_sasl_auth_enable=yes
systemctl restart dovecot postfix
