#!/bin/bash
# fails: thrown-out
# because: is still open
# Not before the guest is inside: then there is a session to leave open.
timeout 240 bash -c 'until doveadm who -1 "$LAB_ACCOUNT" 2>/dev/null | grep -q "^$LAB_ACCOUNT "; do sleep 1; done'
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
