#!/bin/bash
# fails: strict-receiver
# because: return address is now
# SPF has to pass, so the envelope gets our own address; nothing is signed.
printf '/^returns@/ %s@%s\n' "$LAB_USER" "$LAB_DOMAIN" > /etc/postfix/returns
postconf -e smtp_tls_security_level=may sender_canonical_maps=regexp:/etc/postfix/returns sender_canonical_classes=envelope_sender
# The second domain would not be aligned.
printf 'server %s\nzone %s\nupdate delete _dmarc.%s TXT\nsend\n' "$LAB_IP_DNS" "$LAB_SECOND" "$LAB_SECOND" | nsupdate
systemctl restart postfix
