#!/bin/bash
# The company's directory: forty people, TLS only, a service account for the mail server.
base="dc=${LAB_DOMAIN%%.*},dc=${LAB_DOMAIN#*.}"
systemctl disable postfix dovecot >/dev/null 2>&1 || true
systemctl enable slapd hr >/dev/null 2>&1
install -d -o openldap -g openldap -m 700 /etc/ldap/tls /var/lib/ldap
cp /etc/ssl/postlab/cert.pem /etc/ldap/tls/own-cert.pem
cp /etc/ssl/postlab/key.pem /etc/ldap/tls/own-key.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=ldap.$LAB_DOMAIN" -addext "subjectAltName=DNS:ldap.$LAB_DOMAIN" \
  -keyout /etc/ldap/tls/other-key.pem -out /etc/ldap/tls/other-cert.pem 2>/dev/null
cp /etc/ldap/tls/own-cert.pem /etc/ldap/tls/cert.pem
cp /etc/ldap/tls/own-key.pem /etc/ldap/tls/key.pem
cat > /etc/ldap/slapd.conf <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/misc.schema
pidfile /run/slapd/slapd.pid
argsfile /run/slapd/slapd.args
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile /etc/ldap/tls/cert.pem
TLSCertificateKeyFile /etc/ldap/tls/key.pem
localSSF 256
security ssf=128
disallow bind_anon
database mdb
maxsize 16777216
suffix "$base"
rootdn "cn=admin,$base"
rootpw $LAB_ADMIN_SECRET
directory /var/lib/ldap
index objectClass,uid,mail,mailLocalAddress eq
access to attrs=userPassword by dn.exact="cn=mail,ou=services,$base" read by anonymous auth by * none
access to * by dn.exact="cn=mail,ou=services,$base" read by self read by * none
CONF
{
  printf 'dn: %s\nobjectClass: dcObject\nobjectClass: organization\no: Company\ndc: %s\n\n' "$base" "${LAB_DOMAIN%%.*}"
  for ou in people services; do printf 'dn: ou=%s,%s\nobjectClass: organizationalUnit\nou: %s\n\n' "$ou" "$base" "$ou"; done
  printf 'dn: cn=mail,ou=services,%s\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: mail\nuserPassword: %s\n\n' "$base" "$(slappasswd -s "$LAB_SERVICE_PASSWORD")"
  for n in $(seq 10 49); do
    printf 'dn: uid=%s%s,ou=people,%s\nobjectClass: inetOrgPerson\nobjectClass: inetLocalMailRecipient\nuid: %s%s\ncn: Person %s\nsn: %s\nmail: %s%s@%s\nmailLocalAddress: desk.%s%s@%s\nemployeeType: active\nuserPassword: %s\n\n' \
      "$LAB_PREFIX" "$n" "$base" "$LAB_PREFIX" "$n" "$n" "$n" "$LAB_PREFIX" "$n" "$LAB_DOMAIN" "$LAB_PREFIX" "$n" "$LAB_DOMAIN" "$LAB_STEM$n"
  done
} > /tmp/people.ldif
slapadd -q -f /etc/ldap/slapd.conf -l /tmp/people.ldif
rm /tmp/people.ldif
chown -R openldap:openldap /var/lib/ldap /etc/ldap/slapd.conf /etc/ldap/tls
chmod 640 /etc/ldap/slapd.conf
sed -i -e 's|^SLAPD_CONF=.*|SLAPD_CONF=/etc/ldap/slapd.conf|' -e 's|^SLAPD_SERVICES=.*|SLAPD_SERVICES="ldap:/// ldaps:/// ldapi:///"|' /etc/default/slapd
printf 'base=%s\nadminsecret=%s\nkey=%s\ndomain=%s\ngone=%s\n' "$base" "$LAB_ADMIN_SECRET" "$LAB_HR_KEY" "$LAB_DOMAIN" "$LAB_GONE" > /etc/hr.conf
chmod 600 /etc/hr.conf
