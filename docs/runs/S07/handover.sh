postconf -e 'virtual_mailbox_domains = k3f9.test' 'virtual_mailbox_maps = texthash:/etc/postfix/mailboxes'
postconf -e 'virtual_alias_maps = texthash:/etc/postfix/aliases-virtual' 'virtual_transport = lmtp:unix:private/dovecot-lmtp'
postconf -e 'smtpd_tls_security_level = may' 'smtpd_tls_chain_files = /etc/ssl/private/mail.key, /etc/ssl/certs/mail.pem'
postconf -e 'smtpd_sasl_type = dovecot' 'smtpd_sasl_path = private/auth'
postconf -M 'submissions/inet = submissions inet n - y - - smtpd'
postconf -P 'submissions/inet/syslog_name=postfix/submissions' 'submissions/inet/smtpd_tls_wrappermode=yes'
postconf -P 'submissions/inet/smtpd_sasl_auth_enable=yes' 'submissions/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject'
postfix reload
