#!/bin/bash
# fails: no-smuggling
# because: it waits for a reply and gets none
postconf -X smtpd_forbid_bare_newline smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
systemctl restart postfix
