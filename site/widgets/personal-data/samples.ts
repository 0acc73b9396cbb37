import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** Texts of real runs (docs/runs/S20), the third written for the exercise; what is personal in them is marked by hand, once for each occurrence. */
export interface Sample {
  id: string;
  label: LocalizedText;
  text: string;
  truth: readonly string[];
}

export const samples: readonly Sample[] = [
  {
    id: 'log',
    label: { en: 'a log', 'zh-cn': '一段日志' },
    text: `Nov 25 03:33:29 mail postfix/submission/smtpd[375]: CC2132EE8CC: client=chenjie-laptop.home.example[198.51.100.23], sasl_method=PLAIN, sasl_username=chenjie@k3f9.test
Nov 25 03:33:29 mail postfix/cleanup[380]: CC2132EE8CC: message-id=<20261125033328.000369@mail.k3f9.test>
Nov 25 03:33:29 mail postfix/qmgr[297]: CC2132EE8CC: from=<chenjie@k3f9.test>, size=437, nrcpt=1 (queue active)
Nov 25 03:33:29 mail postfix/lmtp[381]: CC2132EE8CC: to=<lin@k3f9.test>, relay=mail.k3f9.test[private/dovecot-lmtp], delay=0.21, delays=0.07/0.1/0/0.03, dsn=2.0.0, status=sent (250 2.0.0 <lin@k3f9.test> qexyOQlXBmtNAQAAn5gpXA Saved)`,
    truth: [
      'chenjie-laptop.home.example',
      '198.51.100.23',
      'chenjie@k3f9.test',
      '<20261125033328.000369@mail.k3f9.test>',
      'chenjie@k3f9.test',
      'lin@k3f9.test',
      'lin@k3f9.test',
    ],
  },
  {
    id: 'headers',
    label: { en: 'a header', 'zh-cn': '一段信头' },
    text: `Received: from chenjie-laptop (chenjie-laptop.home.example [198.51.100.23])
	by mail.k3f9.test (Postfix) with ESMTPSA id 10A102EE880
	for <lin@k3f9.test>; Wed, 25 Nov 2026 03:33:25 +0000 (UTC)
Date: Wed, 25 Nov 2026 11:33:24 +0800
To: "Lin Wei" <lin@k3f9.test>
From: 陈杰 <chenjie@k3f9.test>
Subject: Sick leave until Friday
Message-Id: <20261125033324.000315@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/`,
    truth: [
      'chenjie-laptop',
      'chenjie-laptop.home.example',
      '198.51.100.23',
      'lin@k3f9.test',
      '+0800',
      'Lin Wei',
      'lin@k3f9.test',
      '陈杰',
      'chenjie@k3f9.test',
      'Sick leave until Friday',
      '<20261125033324.000315@mail.k3f9.test>',
      'swaks v20240103.0 jetmore.org/john/code/swaks/',
    ],
  },
  {
    id: 'body',
    label: { en: 'a message', 'zh-cn': '一封正文' },
    text: `周女士您好，
您的检查结果已出，请王医生复诊。身份证 11010519491231002X，手机 138 0013 8000。
Card 4111 1111 1111 1111 was charged; order 4111 1111 1111 1112 is the number of the parcel.
Home: 12 Harbour Street. From 2001:db8:85a3::8a2e:370:7334 at 10:15:30.`,
    truth: ['周女士', '检查结果', '王医生', '11010519491231002X', '138 0013 8000', '4111 1111 1111 1111', '12 Harbour Street', '2001:db8:85a3::8a2e:370:7334'],
  },
];
