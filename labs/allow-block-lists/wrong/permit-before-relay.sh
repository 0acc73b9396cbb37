#!/bin/bash
# fails: partner
# because: which you would have to relay
# The table comes first, in both lists.
printf '%s REJECT\n' "$LAB_BAD_ADDRESS" > /etc/postfix/clients
printf '192.0.2.10 OK\n' > /etc/postfix/partners
printf '%s@%s REJECT\n%s REJECT\n' "$LAB_BAD_SENDER" "$LAB_NEWS_DOMAIN" "$LAB_BAD_DOMAIN" > /etc/postfix/senders
printf 'postmaster@%s OK\n' "$LAB_DOMAIN" > /etc/postfix/roles
postconf -e "smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, check_client_access texthash:/etc/postfix/partners, reject_unauth_destination, check_recipient_access texthash:/etc/postfix/roles, check_client_access texthash:/etc/postfix/clients, check_sender_access texthash:/etc/postfix/senders, check_client_access texthash:/etc/postfix/partners, reject_rbl_client $LAB_LIST_ZONE=127.0.0.[2..11]"
printf 'options timeout:1 attempts:2\n' >> /etc/resolv.conf
postconf -e 'smtpd_relay_restrictions=check_client_access texthash:/etc/postfix/partners, permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination'
systemctl restart postfix
