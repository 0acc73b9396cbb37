#!/bin/bash
# The true address, the office network and nothing wider, no trust in what a sender writes.
systemctl disable --now nftables.service
nft flush ruleset
: > /etc/nftables.conf
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
postconf -e "mynetworks=127.0.0.0/8 $net" 'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination'
postqueue -j | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
systemctl restart postfix
postqueue -f
