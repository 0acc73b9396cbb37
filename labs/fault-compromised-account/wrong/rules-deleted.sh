#!/bin/bash
# fails: nobody-reads
# because: the message for the folder Invoices is not there
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
rm -rf "/home/$LAB_ACCOUNT/sieve" "/home/$LAB_ACCOUNT/.dovecot.sieve" "/home/$LAB_ACCOUNT/.forward"
