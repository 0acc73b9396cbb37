#!/bin/bash
# fails: turn-taking
# because: in one write
# The line ends are repaired; who talks out of turn is still listened to.
scanner=$(dig +short "mx.$LAB_SCANNER" A | grep '^[0-9]')
postconf -X cleanup_replace_stray_cr_lf
postconf -e smtpd_forbid_bare_newline=normalize "smtpd_forbid_bare_newline_exclusions=$scanner"
systemctl restart postfix
