#!/bin/bash
# fails: unknown-refused
# because: the unknown address got: 250
postconf -X relay_domains
postconf -e "virtual_alias_domains=$LAB_BRAND" virtual_alias_maps=texthash:/etc/postfix/virtual
printf '%s@%s %s@%s\n@%s %s@%s\n' "$LAB_BOSS" "$LAB_BRAND" "$LAB_BOSS" "$LAB_DOMAIN" "$LAB_BRAND" "$LAB_USER" "$LAB_DOMAIN" > /etc/postfix/virtual
systemctl restart postfix
