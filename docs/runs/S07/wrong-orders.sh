# The wrong orders: each function leaves one transcript order/<name>.txt with the line that the planner shows. Sourced by run.sh.
wrong_orders='postfix-before-hostname dovecot-before-postfix dovecot-before-vmail dovecot-before-certificate accounts-before-dovecot handover-before-postfix handover-before-dovecot handover-before-certificate handover-before-accounts certificate-before-hostname mx-before-address mx-before-handover mx-before-accounts mx-before-firewall acceptance-before-address acceptance-before-spf acceptance-before-mx'

# What a customer's server makes of a message to lin@k3f9.test: its own log line.
customer_mails() {
  docker exec s07-haibo bash -c ': >/var/log/mail.log; rm -f /var/spool/postfix/deferred/*/* ; printf "Subject: order\n\nhello\n" | sendmail -f wang@haibo.example lin@k3f9.test'
  until_in s07-haibo 60 'grep -qE "status=(deferred|bounced|sent)" /var/log/mail.log'
  typed s07-haibo 'root@mx:~#' 'grep "status=" /var/log/mail.log | head -1' short
}
# What becomes of a message from our host to wang@haibo.example.
we_mail() {
  docker exec s07-mail bash -c ': >/var/log/mail.log; printf "Subject: offer\n\nhello\n" | sendmail -f lin@k3f9.test wang@haibo.example'
  until_in s07-mail 60 'grep -qE "to=<wang.*status=(deferred|bounced|sent)" /var/log/mail.log'
  typed s07-mail "root@$1:~#" 'grep "to=<wang.*status=" /var/log/mail.log | head -1' short
}

run_postfix_before_hostname() {
  host debian; zone full; said postfix-before-hostname; do_step postfix
  we_mail debian; mark 1 'need fully-qualified hostname' '!'
}
run_dovecot_before_postfix() {
  host mail.k3f9.test; zone full; do_steps vmail certificate; said dovecot-before-postfix; install postfix
  install dovecot-imapd dovecot-lmtpd; docker exec -i s07-mail sh -c 'cat >/etc/dovecot/dovecot.conf' <"$here/dovecot.conf"
  typed s07-mail 'root@mail:~#' 'dovecot'; mark 1 'bind\(.*private/auth\) failed' '!'
}
run_dovecot_before_vmail() {
  host mail.k3f9.test; zone full; do_steps postfix certificate dovecot accounts; said dovecot-before-vmail
  typed s07-mail 'root@mail:~#' 'doveadm mailbox list -u lin@k3f9.test'; mark 1 'Unknown UNIX UID' '!'
}
run_dovecot_before_certificate() {
  host mail.k3f9.test; zone full; do_steps postfix vmail; install dovecot-imapd dovecot-lmtpd
  docker exec -i s07-mail sh -c 'cat >/etc/dovecot/dovecot.conf' <"$here/dovecot.conf"
  said dovecot-before-certificate; typed s07-mail 'root@mail:~#' 'dovecot'; mark 1 'No such file' '!'
}
run_accounts_before_dovecot() { host mail.k3f9.test; said accounts-before-dovecot; typed s07-mail 'root@mail:~#' 'doveadm pw -s SHA512-CRYPT'; mark 1 'not found' '!'; }
run_handover_before_postfix() { host mail.k3f9.test; said handover-before-postfix; typed s07-mail 'root@mail:~#' "postconf -e 'virtual_mailbox_domains = k3f9.test'"; mark 1 'not found' '!'; }
run_handover_before_dovecot() {
  host mail.k3f9.test; zone full; do_steps postfix vmail certificate; docker exec s07-mail sh -c 'echo "lin@k3f9.test ok" >/etc/postfix/mailboxes; : >/etc/postfix/aliases-virtual'
  do_step handover >/dev/null 2>&1; docker exec s07-haibo bash -c 'swaks --server 192.0.2.10 --helo mx.haibo.example --from wang@haibo.example --to lin@k3f9.test' >/dev/null
  until_in s07-mail 30 'grep -q status=deferred /var/log/mail.log'
  said handover-before-dovecot; typed s07-mail 'root@mail:~#' 'grep status=deferred /var/log/mail.log | head -1' short; mark 1 'dovecot-lmtp' '!'
  docker exec s07-haibo bash -c 'timeout 20 swaks --server 192.0.2.10 --port 465 --tlsc --auth PLAIN --auth-user a --auth-password b --from lin@k3f9.test --to wang@haibo.example' >/dev/null || true
  typed s07-mail 'root@mail:~#' 'grep -E "fatal|warning" /var/log/mail.log | head -2' short
}
run_handover_before_certificate() {
  host mail.k3f9.test; zone full; do_steps postfix vmail; docker exec s07-mail sh -c 'echo "lin@k3f9.test ok" >/etc/postfix/mailboxes; : >/etc/postfix/aliases-virtual'
  do_step handover >/dev/null 2>&1; docker exec s07-haibo bash -c 'swaks --server 192.0.2.10 --helo mx.haibo.example --tls --from wang@haibo.example --to lin@k3f9.test --quit-after RCPT' >/dev/null || true
  until_in s07-mail 10 'grep -q warning /var/log/mail.log'
  said handover-before-certificate; typed s07-mail 'root@mail:~#' 'grep warning /var/log/mail.log | head -2' short
}
run_handover_before_accounts() {
  host mail.k3f9.test; zone full; do_steps postfix vmail certificate dovecot handover >/dev/null 2>&1
  said handover-before-accounts; customer_mails; typed s07-mail 'root@mail:~#' 'grep -E "warning|error" /var/log/mail.log | head -1' short
}
run_certificate_before_hostname() {
  host debian; zone full; do_steps postfix vmail certificate dovecot >/dev/null 2>&1; said certificate-before-hostname
  typed s07-haibo '$' 'openssl s_client -connect mail.k3f9.test:993 -verify_hostname mail.k3f9.test -CAfile /root/lab-ca.pem </dev/null 2>&1 | grep -i verif | head -2'; mark 1 'ostname mismatch' '!'
}
complete() { do_steps postfix vmail certificate dovecot accounts handover >/dev/null 2>&1; }
run_mx_before_address() { host mail.k3f9.test; zone no-address; said mx-before-address; customer_mails; mark 1 'mail.k3f9.test' '!'; }
run_mx_before_handover() { host mail.k3f9.test; zone full; do_step postfix; said mx-before-handover; customer_mails; mark 1 'Relay access denied' '!'; }
run_mx_before_accounts() {
  host mail.k3f9.test; zone full; do_steps postfix vmail certificate dovecot >/dev/null 2>&1; docker exec s07-mail sh -c ': >/etc/postfix/mailboxes; : >/etc/postfix/aliases-virtual'
  do_step handover >/dev/null 2>&1; said mx-before-accounts; customer_mails; mark 1 'User unknown' '!'
}
run_mx_before_firewall() { host mail.k3f9.test; zone full; complete; firewall_closed; said mx-before-firewall; customer_mails; mark 1 'timed out' '!'; }
run_acceptance_before_address() { host mail.k3f9.test; zone no-ptr; complete; said acceptance-before-address; we_mail mail; mark 1 'reverse' '!'; }
run_acceptance_before_spf() { host mail.k3f9.test; zone wrong-spf; complete; said acceptance-before-spf; we_mail mail; mark 1 'SPF' '!'; }
run_acceptance_before_mx() { host mail.k3f9.test; zone no-mx; complete; said acceptance-before-mx; customer_mails; mark 1 'k3f9.test' '!'; }
