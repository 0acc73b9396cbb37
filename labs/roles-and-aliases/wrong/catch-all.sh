#!/bin/bash
# fails: role-addresses
# because: was answered with 250
printf "%s\n" "postmaster: $LAB_FIRST" "hostmaster: $LAB_FIRST" "abuse: $LAB_SECOND" "security: $LAB_SECOND" "$LAB_GROUP: $LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH" > /etc/aliases
newaliases
postconf -e recipient_delimiter=+ local_recipient_maps= luser_relay=$LAB_FIRST
systemctl restart postfix
