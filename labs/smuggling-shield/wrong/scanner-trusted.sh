#!/bin/bash
# fails: no-smuggling
# because: may send through the server to anybody
postconf -X smtpd_forbid_bare_newline smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
postconf -e "mynetworks=127.0.0.0/8 $(dig +short "mx.$LAB_SCANNER" A)/32"
systemctl reload postfix
