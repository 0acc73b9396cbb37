#!/usr/bin/env bash
# The recorded outputs of lesson B4 (sender-authentication): `npm run transcripts -- B4`, about two minutes.
# k3f9.test (Postfix, opendkim signs) writes to haibo.example (Postfix, opendkim verifies, opendmarc decides): directly, through a forwarder,
# through a list that adds a footer; and evil.example writes in its name.
. "$(dirname "$0")/../lib.sh"
network 203.0.113
IMAGE_FILTER=$(docker image ls --format '{{.Repository}}:{{.Tag}}' postlab/filter | head -1)
host dns ns.example 53 "$IMAGE_MAIL"
host k3f9 mail.k3f9.test 25 "$IMAGE_FILTER" UTC0
host haibo mx1.haibo.example 20 "$IMAGE_FILTER" UTC0
host alumni mx.alumni.example 77 "$IMAGE_MAIL" UTC0
host evil mx.evil.example 66 "$IMAGE_CLIENT" UTC0

record genkey k3f9 'cd /etc/dkimkeys && opendkim-genkey -b 2048 -h sha256 -d k3f9.test -s autumn2026'
record genkey k3f9 'cat /etc/dkimkeys/autumn2026.txt'
key=$(on k3f9 "grep -o '\"[^\"]*\"' /etc/dkimkeys/autumn2026.txt | tr -d '\"' | paste -sd,")
txt() { ZONES_EXTRA="${ZONES_EXTRA:-} --txt-record='$1,$2'"; }
txt k3f9.test 'v=spf1 mx -all'
txt _dmarc.k3f9.test 'v=DMARC1; p=reject; rua=mailto:dmarc@k3f9.test'
ZONES_EXTRA="$ZONES_EXTRA --txt-record='autumn2026._domainkey.k3f9.test,$key'"
txt evil.example 'v=spf1 ip4:203.0.113.66 -all'
txt alumni.example 'v=spf1 ip4:203.0.113.77 -all'
txt list.example 'v=spf1 ip4:203.0.113.77 -all'
# A record that needs eleven look-ups: the example of the lesson's evaluator.
txt offers.k3f9.test 'v=spf1 mx include:_spf.office.example include:spf.news.example include:spf.crm.example -all'
txt _spf.office.example 'v=spf1 include:a.office.example include:b.office.example include:c.office.example -all'
for n in a b c; do txt $n.office.example 'v=spf1 ip4:198.51.100.0/26 -all'; done
txt spf.news.example 'v=spf1 include:eu.news.example include:us.news.example -all'
for n in eu us; do txt $n.news.example 'v=spf1 ip4:198.51.100.128/27 -all'; done
txt spf.crm.example 'v=spf1 a:out1.crm.example a:out2.crm.example -all'
zones haibo.example=mx1.haibo.example=20 k3f9.test=mail.k3f9.test=25 offers.k3f9.test=mail.k3f9.test=25 alumni.example=mx.alumni.example=77 \
  list.example=mx.list.example=77 evil.example=mx.evil.example=66 =out1.crm.example=201 =out2.crm.example=202

common='maillog_file=/var/log/mail.log compatibility_level=3.9 inet_protocols=ipv4 mynetworks=127.0.0.0/8'
on k3f9 "sed -i -e 's|^Socket.*|Socket inet:8891@localhost|' -e '/^TrustAnchorFile/d' /etc/opendkim.conf
printf '%s\n' 'Mode s' 'Domain k3f9.test' 'Selector autumn2026' 'KeyFile /etc/dkimkeys/autumn2026.private' 'Canonicalization relaxed/relaxed' 'OversignHeaders From,Subject,To,Date' >>/etc/opendkim.conf
chown opendkim:opendkim /etc/dkimkeys/*; mkdir -p /run/opendkim; chown opendkim /run/opendkim; opendkim -x /etc/opendkim.conf
useradd -m lin
postconf -e $common myhostname=mail.k3f9.test myorigin=k3f9.test mydestination=k3f9.test non_smtpd_milters=inet:localhost:8891
newaliases; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start >/dev/null 2>&1"
on haibo "sed -i -e 's|^Socket.*|Socket inet:8891@localhost|' -e '/^TrustAnchorFile/d' /etc/opendkim.conf
printf '%s\n' 'Mode v' 'AuthservID mx1.haibo.example' 'RemoveARFrom mx1.haibo.example' 'AlwaysAddARHeader yes' 'Nameservers 203.0.113.53' 'ResolverConfiguration /etc/unbound-test.conf' >>/etc/opendkim.conf
# The reserved name .test is answered by libunbound itself unless told otherwise.
printf 'server:\n  local-zone: \"test.\" nodefault\n' >/etc/unbound-test.conf
cat >/etc/opendmarc.conf <<C
PidFile /run/opendmarc/opendmarc.pid
PublicSuffixList /usr/share/publicsuffix/public_suffix_list.dat
Socket inet:8893@localhost
UMask 0002
UserID opendmarc
AuthservID mx1.haibo.example
TrustedAuthservIDs mx1.haibo.example
RejectFailures true
SPFIgnoreResults true
SPFSelfValidate true
C
mkdir -p /run/opendkim /run/opendmarc; chown opendkim /run/opendkim; chown opendmarc /run/opendmarc
opendkim -x /etc/opendkim.conf; opendmarc -c /etc/opendmarc.conf
useradd -m wang
postconf -e $common myhostname=mx1.haibo.example myorigin=haibo.example mydestination=haibo.example smtpd_milters=inet:localhost:8891,inet:localhost:8893
newaliases; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start >/dev/null 2>&1"
on alumni "cat >/usr/local/bin/list <<'S'
#!/bin/sh
# What many mailing lists do: a tag in the subject, a footer, their own envelope sender.
{ sed -e 's/^Subject: /Subject: [dev] /'; printf -- '-- \nlist dev, leave: dev-leave@list.example\n'; } | /usr/sbin/sendmail -i -f dev-bounces@list.example wang@haibo.example
S
chmod 755 /usr/local/bin/list; echo 'dev: \"|/usr/local/bin/list\"' >>/etc/aliases
postconf -e $common myhostname=mx.alumni.example myorigin=list.example mydestination=list.example 'virtual_alias_domains=alumni.example' 'virtual_alias_maps=inline:{wang@alumni.example=wang@haibo.example}'
newaliases; cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/; postfix start >/dev/null 2>&1"
for h in k3f9 haibo alumni; do wait_for $h /var/log/mail.log 'daemon started' 30; done

write() { # RECIPIENT
  on k3f9 "sendmail -f lin@k3f9.test $1" <<M
From: Lin Wei <lin@k3f9.test>
To: $1
Subject: Invoice for November
Date: Wed, 25 Nov 2026 03:10:00 +0000
Message-ID: <inv-11.$2@k3f9.test>

The invoice is attached.  Thank you!
M
}
prompt='root@mx1:~#'
record records haibo 'dig +short TXT k3f9.test' "$prompt"
record records haibo 'dig +short TXT _dmarc.k3f9.test' "$prompt"
record records haibo 'dig +short TXT autumn2026._domainkey.k3f9.test' "$prompt"

write wang@haibo.example direct
wait_for haibo /var/log/mail.log 'status=sent' 40
record direct haibo "sed '/^From: /q' /var/mail/wang" "$prompt"

record spoof evil 'swaks --server mx1.haibo.example --helo mx.evil.example --from bounce@evil.example --to wang@haibo.example --header "From: Lin Wei <lin@k3f9.test>" --header "Subject: New bank account" --body "Please pay to the new account." 2>&1 | grep -E "^ -> (MAIL|RCPT|From)|^<(-|\*\*) +(250 2|5)" ' 'eve@evil:~$'
record spoof-log haibo 'grep -E "opendmarc|milter-reject" /var/log/mail.log | tail -n 2' "$prompt"

on haibo ': >/var/log/mail.log; cp /var/mail/wang /var/mail/first; : >/var/mail/wang'
write wang@alumni.example forwarded
wait_for haibo /var/log/mail.log 'status=sent' 60
record forwarded haibo "sed '/^From: /q' /var/mail/wang" "$prompt"

write dev@list.example list
wait_for alumni /var/log/mail.log 'rejected by DMARC' 60
record list alumni 'grep -m1 status=bounced /var/log/mail.log' 'root@mx:~#'

record spf haibo "python3 -c \"import spf; print(spf.check2(i='203.0.113.25', s='lin@k3f9.test', h='mail.k3f9.test'))\"" "$prompt" 
record spf haibo "python3 -c \"import spf; print(spf.check2(i='203.0.113.77', s='lin@k3f9.test', h='mx.alumni.example'))\"" "$prompt" 
record spf haibo "python3 -c \"import spf; print(spf.check2(i='203.0.113.200', s='news@offers.k3f9.test', h='mail.k3f9.test'))\"" "$prompt" 
record versions haibo 'dpkg-query -W postfix opendkim opendmarc python3-spf'
