#!/bin/bash
# Ten questions to a new mail server, asked from OUTSIDE. Usage: acceptance.sh <domain> <server> <user> <password>
domain=$1 server=$2 user=$3 password=$4 nonce=$RANDOM$RANDOM n=0 met=0
here=$(hostname)
ask() { # description, then a command that must succeed
  local what=$1; shift; n=$((n + 1))
  if "$@" >/tmp/answer 2>&1; then met=$((met + 1)); printf 'ok   %2d  %s\n' $n "$what"; else printf 'FAIL %2d  %s: %s\n' $n "$what" "$(tail -1 /tmp/answer)"; fi
}
smtp() { swaks --server "$server" --helo "$here" --from "probe@${here#*.}" "$@"; }
address=$(dig +short "$server" A)
names() { [ "$(dig +short -x "$address")" = "$server." ] && smtp --quit-after CONNECT | grep "220 $server "; }
mx() { [ "$(dig +short "$domain" MX | cut -d' ' -f2)" = "$server." ] && [ -z "$(dig +short "$server" CNAME)" ]; }
spf() { [ "$(dig +short "$domain" TXT | grep -c v=spf1)" = 1 ] && dig +short "$domain" TXT | grep "$address"; }
ports() { for p in 25 465 993; do nc -zw3 "$server" $p || return 1; done; for p in 110 143 587 3306; do nc -zw1 "$server" $p && return 1; done; true; }
tls() { openssl s_client -connect "$server:$1" ${2:+-starttls $2} -verify_hostname "$server" -verify_return_error -CAfile /root/lab-ca.pem </dev/null; }
certificate() { tls 25 smtp && tls 465 && tls 993; }
relay() { smtp --to someone@elsewhere.example --quit-after RCPT; [ $? = 24 ]; }
recipients() { smtp --to "nobody-$nonce@$domain" --quit-after RCPT | grep '550 5.1.1' && smtp --to "postmaster@$domain" --quit-after RCPT; }
imap() { curl -s --cacert /root/lab-ca.pem --user "$user:$password" "imaps://$server/INBOX" -X "SEARCH HEADER SUBJECT $1"; }
inbound() { smtp --to "$user" --header "Subject: in-$nonce" && for _ in {1..20}; do imap "in-$nonce" | grep '[0-9]' && return; sleep 0.5; done; false; }
login() { swaks --server "$server" --port 465 --tlsc --auth PLAIN --auth-user "$user" --auth-password "$1" --from "$user" --to wang@haibo.example --header "Subject: out-$nonce" "${@:2}"; }
outbound() { login "$password" && for _ in {1..20}; do grep -q "out-$nonce" /var/mail/wang && return; sleep 0.5; done; echo 'accepted, but it did not arrive'; false; }
passwords() { login wrong-password | grep '535 5.7.8' && ! smtp --quit-after EHLO | grep AUTH; }
ask 'address, reverse name and banner agree' names
ask 'MX names a host, not an alias' mx
ask 'one SPF record, and it lists the address' spf
ask '25, 465, 993 answer; 110, 143, 587, 3306 do not' ports
ask 'the certificate is good for this name on all three' certificate
ask 'a stranger cannot relay' relay
ask 'unknown users are refused at RCPT, postmaster is not' recipients
ask 'mail from outside can be read over IMAP' inbound
ask 'mail from a user reaches the outside' outbound
ask 'a wrong password is refused; 25 offers no login' passwords
echo "$met of 10"
[ $met = 10 ]
