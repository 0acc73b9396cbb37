#!/bin/bash
# fails: sealed-list
# because: without a seal is refused
# The list's server is a friend.
printf 'server %s\nzone %s\nupdate add _dmarc.%s 300 TXT "v=DMARC1; p=%s; rua=mailto:%s@%s"\nsend\n' "$LAB_IP_DNS" "$LAB_DOMAIN" "$LAB_DOMAIN" "$LAB_POLICY" "$LAB_REPORT_BOX" "$LAB_DOMAIN" | nsupdate
sed -i -e 's|^Socket.*|Socket inet:8891@localhost|' -e '/^TrustAnchorFile/d' /etc/opendkim.conf
cat >> /etc/opendkim.conf <<CONF
Mode v
AuthservID mail.$LAB_DOMAIN
RemoveARAll yes
RemoveARFrom mail.$LAB_DOMAIN
AlwaysAddARHeader yes
CONF
mkdir -p /etc/opendmarc
printf '127.0.0.1\n%s\n' "$(dig +short "mx.$LAB_LIST")" > /etc/opendmarc/friends
cat > /etc/opendmarc.conf <<CONF
PidFile /run/opendmarc/opendmarc.pid
PublicSuffixList /usr/share/publicsuffix/public_suffix_list.dat
Socket inet:8893@localhost
Syslog true
UMask 0002
UserID opendmarc
AuthservID mail.$LAB_DOMAIN
TrustedAuthservIDs mail.$LAB_DOMAIN
RejectFailures true
IgnoreHosts /etc/opendmarc/friends
SPFIgnoreResults true
SPFSelfValidate true
IgnoreAuthenticatedClients true
CONF
systemctl enable --now opendkim opendmarc
cat > /etc/dovecot/sieve/before.sieve <<SIEVE
require ["fileinto"];
if header :matches "Authentication-Results" "mail.$LAB_DOMAIN; dmarc=fail (p=quarantine*" {
  fileinto "Junk";
  stop;
}
SIEVE
sievec /etc/dovecot/sieve/before.sieve
postconf -P 'smtp/inet/smtpd_milters=inet:localhost:8891,inet:localhost:8893'
systemctl restart postfix
