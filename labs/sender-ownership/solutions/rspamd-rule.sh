#!/bin/bash
# rspamd sees the login and the header: a rule of ten lines compares them with the same table.
cat > /etc/postfix/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER, $LAB_COLLEAGUE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
postmap lmdb:/etc/postfix/owners
postconf -e smtpd_sender_login_maps=lmdb:/etc/postfix/owners
printf '<> REJECT please use your own address\n' > /etc/postfix/senders
postmap lmdb:/etc/postfix/senders
cat > /etc/rspamd/rspamd.local.lua <<'LUA'
local owners = {}
for line in io.lines('/etc/postfix/owners') do
  local address, logins = line:match('^(%S+)%s+(.*)$')
  owners[address:lower()] = {}
  for login in logins:gmatch('[^, ]+') do owners[address:lower()][login] = true end
end
rspamd_config.FROM_NOT_OWNED = {
  callback = function(task)
    local user = task:get_user()
    if not user then return false end
    local fields = task:get_header_full('From') or {}
    local addresses = task:get_from('mime') or {}
    local wrong = #fields ~= 1 or #addresses ~= 1
    for _, a in ipairs(addresses) do
      if not (owners[a.addr:lower()] or {})[user] then wrong = true end
    end
    if wrong then task:set_pre_result('reject', 'From: is not yours') end
    return wrong
  end,
  type = 'prefilter',
  score = 0,
}
LUA
rm -f /etc/rspamd/local.d/settings.conf
systemctl enable --now rspamd
postconf -e milter_protocol=6
for service in submission submissions; do
  postconf -P "$service/inet/smtpd_sender_restrictions=check_sender_access,lmdb:/etc/postfix/senders,reject_authenticated_sender_login_mismatch" \
    "$service/inet/smtpd_milters=inet:127.0.0.1:11332"
done
systemctl restart postfix
timeout 200 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/11332) 2>/dev/null; do sleep 0.3; done'
