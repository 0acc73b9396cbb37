#!/bin/bash
# fails: no-smuggling
# because: a message with 8-bit text
scanner=$(dig +short "mx.$LAB_SCANNER" A | grep '^[0-9]')
postconf -X smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
printf '/[^[:print:][:space:]]/ REJECT only plain text here\n/^\\./ REJECT no dots\n' > /etc/postfix/body
postconf -e smtpd_forbid_bare_newline=normalize "smtpd_forbid_bare_newline_exclusions=$scanner" body_checks=regexp:/etc/postfix/body
systemctl restart postfix
