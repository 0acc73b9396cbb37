#!/bin/bash
# fails: no-smuggling-bdat
# because: a second message lay in the mailbox
# The first advice of December 2023: forbid early talk, and leave the line ends as they are.
postconf -X smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
postconf -e smtpd_data_restrictions=reject_unauth_pipelining
systemctl restart postfix
