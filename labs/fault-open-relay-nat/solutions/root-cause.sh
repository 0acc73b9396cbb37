#!/bin/bash
# The true address, the office network and nothing wider, no trust in what a sender writes, no account that nobody needs.
systemctl disable --now nftables.service
nft flush ruleset
: > /etc/nftables.conf
systemctl disable --now front@25.socket front@587.socket 2>/dev/null || true
systemctl stop front@25.service front@587.service 2>/dev/null || true
sed -i -E 's/^127\.0\.0\.1:(smtp|submission)( +inet)/\1\2/' /etc/postfix/master.cf
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
postconf -e "mynetworks=127.0.0.0/8 $net" 'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination'
if id "$LAB_GUEST" >/dev/null 2>&1; then usermod -L "$LAB_GUEST"; fi
postqueue -j | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
systemctl restart postfix
postqueue -f
