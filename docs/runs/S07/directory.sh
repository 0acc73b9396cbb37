# A directory with one person in it. The package made dc=nodomain; a configuration of our own is shorter than changing that.
mkdir -p /srv/ldap && cat >/srv/ldap/slapd.conf <<'C'
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix dc=k3f9,dc=test
directory /srv/ldap
index mail eq
access to attrs=userPassword by anonymous auth by * none
access to * by * read
C
cat >/srv/ldap/people.ldif <<C
dn: dc=k3f9,dc=test
objectClass: dcObject
objectClass: organization
dc: k3f9
o: K3F9

dn: ou=people,dc=k3f9,dc=test
objectClass: organizationalUnit
ou: people

dn: uid=lin,ou=people,dc=k3f9,dc=test
objectClass: inetOrgPerson
uid: lin
cn: Lin Wei
sn: Lin
mail: lin@k3f9.test
userPassword: $(slappasswd -s harbour-lamp-27)
C
slapadd -f /srv/ldap/slapd.conf -l /srv/ldap/people.ldif
slapd -f /srv/ldap/slapd.conf -h ldap://127.0.0.1
cat >/etc/postfix/ldap-mailboxes.cf <<'C'
server_host = ldap://127.0.0.1
search_base = ou=people,dc=k3f9,dc=test
query_filter = (mail=%s)
result_attribute = mail
version = 3
bind = no
C
