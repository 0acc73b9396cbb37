#!/bin/bash
# No table at all: an account for each role that forwards.
sed -i '/^postmaster:/d' /etc/aliases
newaliases
role() { # role NAME PERSON…
  # A group of that name may exist (staff).
  useradd --system --no-user-group --create-home --shell /usr/sbin/nologin "$1"
  printf '%s\n' "${@:2}" > "/home/$1/.forward"
  chown "$1:" "/home/$1/.forward"
}
role postmaster "$LAB_FIRST"
role hostmaster "$LAB_FIRST"
role abuse "$LAB_SECOND"
role security "$LAB_SECOND"
role "$LAB_GROUP" "$LAB_FIRST" "$LAB_SECOND" "$LAB_THIRD" "$LAB_FOURTH" "$LAB_FIFTH"
postconf -e recipient_delimiter=+
systemctl restart postfix
