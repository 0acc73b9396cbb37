#!/bin/bash
# fails: no-smuggling
# because: a second message lay in the mailbox
postconf -X smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
postconf -e smtpd_forbid_bare_newline=normalize smtpd_forbid_bare_newline_exclusions=0.0.0.0/0 smtpd_forbid_unauth_pipelining=no
systemctl restart postfix
