#!/bin/bash
# Another way to the same names: a virtual alias for the reports.
printf '%s@%s %s@%s\n' "$LAB_REPORT_BOX" "$LAB_DOMAIN" "$LAB_USER" "$LAB_DOMAIN" > /etc/postfix/virtual
cat /etc/ssl/postlab/both-names-key.pem /etc/ssl/postlab/both-names.pem > /etc/postfix/chain.pem
chmod 600 /etc/postfix/chain.pem
postconf -e 'virtual_alias_maps=texthash:/etc/postfix/virtual' 'smtpd_tls_chain_files=/etc/postfix/chain.pem' 'smtpd_tls_security_level=may'
systemctl restart postfix
