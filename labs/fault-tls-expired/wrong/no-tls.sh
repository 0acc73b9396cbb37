#!/bin/bash
# fails: partner
# because: STARTTLS is not offered
postconf -e smtpd_tls_security_level=none
systemctl restart postfix
