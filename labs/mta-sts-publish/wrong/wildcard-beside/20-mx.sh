#!/bin/bash
postconf -e 'smtpd_tls_cert_file=/etc/ssl/postlab/both-names.pem' 'smtpd_tls_key_file=/etc/ssl/postlab/both-names-key.pem' 'smtpd_tls_security_level=may'
printf '%s: %s\n' "$LAB_REPORT_BOX" "$LAB_USER" >> /etc/aliases
newaliases
systemctl restart postfix
