#!/bin/bash
# fails: mail
# because: restore-mail 2 on new ends with code 0
# The spare machine copies from the server itself: good until the server is what is gone.
printf 'root:%s\n' "$LAB_VAULT_PASSWORD" | chpasswd
ssh-keygen -q -A
printf 'PermitRootLogin yes\n' > /etc/ssh/sshd_config.d/root.conf
systemctl enable -q --now ssh
