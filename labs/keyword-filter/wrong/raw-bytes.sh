#!/bin/bash
# fails: every-encoding
# because: got through
sed 's|.*|/&/ REJECT|' /etc/mail/keywords > /etc/postfix/words
postconf -e header_checks=regexp:/etc/postfix/words body_checks=regexp:/etc/postfix/words
postfix reload
