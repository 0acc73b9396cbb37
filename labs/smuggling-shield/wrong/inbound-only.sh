#!/bin/bash
# fails: clean-outbound
# because: lone CR
postconf -X smtpd_forbid_unauth_pipelining
postconf -e smtpd_forbid_bare_newline=normalize "smtpd_forbid_bare_newline_exclusions=$(dig +short "mx.$LAB_SCANNER" A)"
systemctl reload postfix
