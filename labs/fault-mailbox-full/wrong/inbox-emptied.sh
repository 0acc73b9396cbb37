#!/bin/bash
# fails: waiting-mail
# because: are gone
doveadm expunge -u "$LAB_LADY@$LAB_DOMAIN" mailbox INBOX all
