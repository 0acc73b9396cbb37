#!/bin/bash
# Trust for one machine only, by its address, in an access table; the network list is empty. Spam stays on hold.
sed -i '/snat/d' /etc/nftables.conf
nft list table ip router >/dev/null 2>&1 && nft delete table ip router
systemctl disable --now front@25.socket front@587.socket 2>/dev/null || true
systemctl stop front@25.service front@587.service 2>/dev/null || true
sed -i -E 's/^127\.0\.0\.1:(smtp|submission)( +inet)/\1\2/' /etc/postfix/master.cf
printf '%s OK\n' "$LAB_IP_PRINTER" > /etc/postfix/machines
postconf -e mynetworks=127.0.0.1/32 \
  'smtpd_relay_restrictions=check_client_access cidr:/etc/postfix/machines permit_sasl_authenticated reject_unauth_destination'
# Who sends for a machine or a test needs no password that a person could remember.
if id "$LAB_GUEST" >/dev/null 2>&1; then printf '%s:%s\n' "$LAB_GUEST" "$(openssl rand -hex 16)" | chpasswd; fi
cd /var/spool/postfix
grep -raLE "sasl_username=($LAB_USER|$LAB_BOSS)" deferred | sed 's|.*/||' | postsuper -h - 2>&1 | tail -1
systemctl restart postfix
postqueue -f
