#!/bin/bash
# Exim with Debian's own questions answered in its file, an mbox for the user.
export DEBIAN_FRONTEND=noninteractive
useradd -m "$LAB_USER"
apt-get install -y exim4-daemon-light
cat > /etc/exim4/update-exim4.conf.conf <<CONF
dc_eximconfig_configtype='internet'
dc_other_hostnames='$LAB_DOMAIN'
dc_local_interfaces=''
dc_readhost=''
dc_relay_domains=''
dc_minimaldns='false'
dc_relay_nets=''
dc_smarthost=''
CFILEMODE='644'
dc_use_split_config='false'
dc_hide_mailname=''
dc_mailname_in_oh='true'
dc_localdelivery='mail_spool'
CONF
echo "$LAB_DOMAIN" > /etc/mailname
printf 'MAIN_HARDCODE_PRIMARY_HOSTNAME = %s\n' "$LAB_LABEL.$LAB_DOMAIN" > /etc/exim4/exim4.conf.localmacros
printf '%s: %s@%s\n' "$LAB_OFFICE" "$LAB_PARTNER" "$LAB_PEER" >> /etc/aliases
update-exim4.conf
systemctl restart exim4
