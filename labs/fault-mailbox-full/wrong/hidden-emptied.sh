#!/bin/bash
# fails: new-mail
# because: are gone
# variant: hidden
doveadm expunge -u "$LAB_LADY@$LAB_DOMAIN" mailbox EXPUNGED all
