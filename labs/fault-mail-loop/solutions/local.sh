#!/bin/bash
# The shop as a local domain with system aliases; the filter stays, but its way back does not ask it again.
postconf -X relay_domains virtual_alias_domains virtual_alias_maps 2>/dev/null || true
postconf -e "mydestination=\$mydomain, \$myhostname, localhost, $LAB_BRAND"
sed -i '/^info:/d' /etc/aliases
printf 'info: %s\n%s: \\%s, %s@%s\n' "$LAB_USER" "$LAB_USER" "$LAB_USER" "$LAB_USER" "$LAB_ISP" >> /etc/aliases
newaliases
rm -f "/home/$LAB_USER/.forward"
if postconf -M 127.0.0.1:10026/inet | grep -q smtpd; then
  postconf -P 127.0.0.1:10026/inet/smtpd_recipient_restrictions=permit_mynetworks,reject 127.0.0.1:10026/inet/receive_override_options=
fi
systemctl restart postfix
