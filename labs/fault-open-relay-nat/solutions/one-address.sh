#!/bin/bash
# Trust for one machine only, by its address, in an access table; the network list is empty. Spam stays on hold.
sed -i '/snat/d' /etc/nftables.conf
nft list table ip router >/dev/null 2>&1 && nft delete table ip router
printf '%s OK\n' "$LAB_IP_PRINTER" > /etc/postfix/machines
postconf -e mynetworks=127.0.0.1/32 \
  'smtpd_relay_restrictions=check_client_access cidr:/etc/postfix/machines permit_sasl_authenticated reject_unauth_destination'
cd /var/spool/postfix
grep -raL sasl_username= deferred | sed 's|.*/||' | postsuper -h - 2>&1 | tail -1
systemctl restart postfix
postqueue -f
