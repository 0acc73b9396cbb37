#!/bin/bash
# Right resolver, right copy of it in the jail, no list that is gone.
printf 'nameserver 203.0.113.53\n' > /etc/resolv.conf
rm -f /etc/default/postfix
living=$(postconf -h smtpd_client_restrictions | sed "s/reject_rbl_client $LAB_OLD_LIST=[^,]*, //")
postconf -e "smtpd_client_restrictions=$living"
systemctl restart postfix
