#!/bin/bash
# No jail for smtpd, one resolver, asked again after three seconds, the list asked by postscreen.
printf 'nameserver 203.0.113.53\noptions timeout:3 attempts:3\n' > /etc/resolv.conf
postconf -F '*/inet/chroot=n'
postconf -M 'smtp/inet=smtp inet n - n - 1 postscreen' 'smtpd/pass=smtpd pass - - n - - smtpd' 'dnsblog/unix=dnsblog unix - - n - 0 dnsblog' 'tlsproxy/unix=tlsproxy unix - - n - 0 tlsproxy'
postconf -e 'smtpd_client_restrictions=permit_mynetworks' "postscreen_dnsbl_sites=$LAB_LIST_ZONE=127.0.0.[2..11]" 'postscreen_dnsbl_action=enforce' \
  'postscreen_greet_action=enforce' 'postscreen_greet_wait=1s' 'postscreen_dnsbl_timeout=4s'
systemctl restart postfix
