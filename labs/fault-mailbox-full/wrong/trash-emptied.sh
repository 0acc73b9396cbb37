#!/bin/bash
# fails: new-mail
# because: are gone
# variant: trash
doveadm expunge -u "$LAB_LADY@$LAB_DOMAIN" mailbox Trash all
