#!/bin/bash
# fails: role-addresses
# because: did not arrive in the mailbox
printf '%s\n' "postmaster: $LAB_FIRST" "hostmaster: $LAB_FIRST" "abuse: security" "security: abuse" > /etc/aliases
newaliases
systemctl restart postfix
