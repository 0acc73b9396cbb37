#!/bin/bash
# fails: plus-addressing
# because: was answered with 250
printf "%s\n" "postmaster: $LAB_FIRST" "hostmaster: $LAB_FIRST" "abuse: $LAB_SECOND" "security: $LAB_SECOND" "$LAB_GROUP: $LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH" > /etc/aliases
newaliases
echo '/^([^+]+)\+.*@(.*)$/ ${1}@${2}' > /etc/postfix/plus
postconf -e virtual_alias_maps=regexp:/etc/postfix/plus
systemctl restart postfix
