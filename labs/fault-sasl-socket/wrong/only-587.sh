#!/bin/bash
# fails: send-465
# because: 465
printf 'service auth {\n  unix_listener /var/spool/postfix/private/second {\n    mode = 0666\n  }\n}\n' > /etc/dovecot/local.conf
postconf -P submission/inet/smtpd_sasl_path=private/second
systemctl restart dovecot postfix
