#!/bin/bash
# fails: role-addresses
# because: has the message to
all="$LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH"
printf '%s\n' "postmaster: $all" "hostmaster: $all" "abuse: $all" "security: $all" "$LAB_GROUP: $all" > /etc/aliases
newaliases
postconf -e recipient_delimiter=+
systemctl restart postfix
