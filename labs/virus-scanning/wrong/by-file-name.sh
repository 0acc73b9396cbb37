#!/bin/bash
# fails: inbound
# because: port 25
printf '/name="?[^"]*\\.(com|exe|bat|scr|js|zip)/ REJECT no programs by mail\n' > /etc/postfix/names
postconf -e mime_header_checks=regexp:/etc/postfix/names
postfix reload
