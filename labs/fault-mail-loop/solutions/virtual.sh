#!/bin/bash
# The shop as a virtual alias domain, no filter, and a forward that ends in the mailbox. Where mail goes by the MX, the server learns its public address instead.
postconf -X smtpd_recipient_restrictions 2>/dev/null || true
postconf -P smtp/inet/receive_override_options=
postconf -MX 127.0.0.1:10026/inet 2>/dev/null || true
if [ -n "$(postconf -h best_mx_transport)" ]; then
  postconf -e "proxy_interfaces=$LAB_PUBLIC_IP"
else
  postconf -X relay_domains 2>/dev/null || true
  postconf -e "virtual_alias_domains=$LAB_BRAND" virtual_alias_maps=texthash:/etc/postfix/virtual
  printf 'info@%s %s@%s\n%s@%s %s@%s\n' "$LAB_BRAND" "$LAB_USER" "$LAB_DOMAIN" "$LAB_BOSS" "$LAB_BRAND" "$LAB_BOSS" "$LAB_DOMAIN" > /etc/postfix/virtual
fi
printf '\\%s, %s@%s\n' "$LAB_USER" "$LAB_USER" "$LAB_ISP" > "/home/$LAB_USER/.forward"
systemctl restart postfix
