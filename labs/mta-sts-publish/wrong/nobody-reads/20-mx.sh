#!/bin/bash
postconf -e 'smtpd_tls_cert_file=/etc/ssl/postlab/both-names.pem' 'smtpd_tls_key_file=/etc/ssl/postlab/both-names-key.pem' 'smtpd_tls_security_level=may'
systemctl restart postfix
