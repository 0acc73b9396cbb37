#!/bin/bash
# fails: own-lists
# because: its neighbour
# One bad address, one bad network.
printf '%s REJECT\n' "${LAB_BAD_ADDRESS%.*}" > /etc/postfix/clients
printf '192.0.2.10 OK\n' > /etc/postfix/partners
printf '%s@%s REJECT\n%s REJECT\n' "$LAB_BAD_SENDER" "$LAB_NEWS_DOMAIN" "$LAB_BAD_DOMAIN" > /etc/postfix/senders
printf 'postmaster@%s OK\n' "$LAB_DOMAIN" > /etc/postfix/roles
postconf -e "smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_recipient_access texthash:/etc/postfix/roles, check_client_access texthash:/etc/postfix/clients, check_sender_access texthash:/etc/postfix/senders, check_client_access texthash:/etc/postfix/partners, reject_rbl_client $LAB_LIST_ZONE=127.0.0.[2..11]"
printf 'options timeout:1 attempts:2\n' >> /etc/resolv.conf
systemctl restart postfix
