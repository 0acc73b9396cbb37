#!/bin/bash
# Both submission services leave the jail, and find whatever socket is open to them.
where=/run/dovecot/login-for-postfix
printf 'service auth {\n  unix_listener %s {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\n' "$where" > /etc/dovecot/local.conf
postconf -e "smtpd_sasl_path=$where"
postconf -F 'submission/inet/chroot=n' 'submissions/inet/chroot=n'
systemctl restart dovecot postfix
