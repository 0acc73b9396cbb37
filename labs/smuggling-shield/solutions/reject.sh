#!/bin/bash
# Refuse in place of repairing, and offer no CHUNKING at all.
scanner=$(dig +short "mx.$LAB_SCANNER" A | grep '^[0-9]')
postconf -e smtpd_forbid_bare_newline=reject "smtpd_forbid_bare_newline_exclusions=$scanner" smtpd_discard_ehlo_keywords=chunking \
  smtpd_forbid_unauth_pipelining=yes cleanup_replace_stray_cr_lf=yes
systemctl restart postfix
