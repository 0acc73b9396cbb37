#!/bin/bash
# postscreen in front of smtpd waits a moment before it greets; who cannot wait does not get past it.
scanner=$(dig +short "mx.$LAB_SCANNER" A | grep '^[0-9]')
postconf -M 'smtp/inet=smtp inet n - y - 1 postscreen' 'smtpd/pass=smtpd pass - - y - - smtpd'
postconf -e postscreen_greet_action=enforce postscreen_greet_wait=2s smtpd_forbid_bare_newline=yes \
  "smtpd_forbid_bare_newline_exclusions=$scanner" smtpd_forbid_unauth_pipelining=yes
postconf -X cleanup_replace_stray_cr_lf
systemctl restart postfix
