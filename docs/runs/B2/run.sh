#!/usr/bin/env bash
# The recorded outputs of lesson B2 (message-anatomy): `npm run transcripts -- B2`, about one minute.
. "$(dirname "$0")/../lib.sh"
network 192.0.2
host dns ns.example 53 "$IMAGE_MAIL"
host haibo mx1.haibo.example 20 "$IMAGE_MAIL" CET-1
host evil dsl-7.spam.example 66 "$IMAGE_CLIENT"
host pc pc.k3f9.test 11 "$IMAGE_CLIENT" CST-8
zones haibo.example=mx1.haibo.example=20 =pc.k3f9.test=11 =dsl-7.spam.example=66
mailserver haibo mx1.haibo.example haibo.example wang
wait_for haibo /var/log/mail.log 'daemon started' 30
prompt='lin@pc:~$'

# A message that claims to come from a bank: everything below the line of mx1 was written by the sender.
on evil 'cat >forged.eml' <<'M'
Received: from mail.bank.example (mail.bank.example [192.0.2.200])
	by mx1.haibo.example (Postfix) with ESMTPS id 4F1A2B3C4D
	for <wang@haibo.example>; Tue, 24 Nov 2026 09:00:12 +0100 (CET)
Received: from desk12.bank.example (desk12.bank.example [10.1.2.3])
	by mail.bank.example with ESMTPSA id u9si101
	for <wang@haibo.example>; Tue, 24 Nov 2026 16:00:10 +0800
From: =?UTF-8?B?5rW36bmP6ZO26KGM?= <service@bank.example>
To: <wang@haibo.example>
Reply-To: <bank.service@freemail.example>
Subject: =?UTF-8?B?6K+356Gu6K6k5oKo55qE6LSm5oi3?=
Date: Tue, 24 Nov 2026 16:00:08 +0800
Message-ID: <77@desk12.bank.example>

http://192.0.2.66/
M
on evil 'swaks -s mx1.haibo.example -ehlo mail.bank.example -f bounce@spam.example -t wang@haibo.example --data @forged.eml' >/dev/null
wait_for haibo /var/log/dovecot.log 'saved mail' 30
record forged haibo 'cat /srv/vmail/haibo.example/wang/Maildir/new/*'

record encode pc "printf '十一月发票' | xxd" "$prompt"
record encode pc "printf '十一月发票' | base64" "$prompt"
record encode pc "printf '十一月发票' | iconv -t GB18030 | base64" "$prompt"
record decode pc "printf '5Y2B5LiA5pyI5Y+R56Wo' | base64 -d; echo" "$prompt"
record decode pc "printf 'yq7Su9TCt6LGsQ==' | base64 -d; echo" "$prompt"
record decode pc "printf 'yq7Su9TCt6LGsQ==' | base64 -d | iconv -f GB18030; echo" "$prompt"
record decode pc "python3 -c 'from email.header import *; print(make_header(decode_header(\"=?GB18030?B?yq7Su9TCt6LGsQ==?= 2026\")))'" "$prompt"
record qp pc "printf 'Betrag: 8600 €, 发票已开\n' | python3 -m quopri" "$prompt"
on pc 'cat >/root/build.py' <<'P'
from email.message import EmailMessage
from email.policy import SMTP
m = EmailMessage(policy=SMTP)
m['From'] = '林薇 <lin@k3f9.test>'
m['To'] = 'wang@haibo.example'
m['Subject'] = '十一月发票'
m['Date'] = 'Wed, 25 Nov 2026 09:00:00 +0800'
m['Message-ID'] = '<20261125.3@k3f9.test>'
m.set_content('发票见附件。\n')
m.add_alternative('<p>发票见附件。</p>\n', subtype='html')
m.add_attachment('编号,金额\n1,8600\n', filename='发票.csv', subtype='csv')
print(m.as_bytes().decode('utf-8', 'replace').replace('\r', ''), end='')
P
record multipart pc 'python3 build.py' "$prompt"
on pc 'python3 /root/build.py' | on haibo 'doveadm save -u wang@haibo.example'
record structure haibo "doveadm -f flow fetch -u wang@haibo.example imap.bodystructure subject 十一月发票"
