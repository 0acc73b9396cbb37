import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

export interface Example {
  id: string;
  label: LocalizedText;
  message: string;
  zone: string;
}

/** RFC 6376 A.2, with the key of Appendix C. */
export const rfc6376 = `DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
      c=simple/simple; q=dns/txt; i=joe@football.example.com;
      h=Received : From : To : Subject : Date : Message-ID;
      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
      4bmp/YzhwvcubU4=;
Received: from client1.football.example.com  [192.0.2.1]
      by submitserver.example.com with SUBMISSION;
      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game. Are you hungry yet?

Joe.
`;
export const rfc6376Key = `brisbane._domainkey.example.com. TXT ("v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ"
 "KBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
 "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v"
 "/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
 "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB")`;

/** RFC 8463 A.3, with the keys of A.2. */
export const rfc8463 = `DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
`;
export const rfc8463Keys = `brisbane._domainkey.football.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
test._domainkey.football.example.com. TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"`;

/** Signed once, with a key that was thrown away: every name once more than it is there; and the same with l= and without. */
export const oversigned = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=k3f9.test; s=list;
  h=from:from:to:to:subject:subject:date:date:message-id;
  bh=5q7c0GYBNVzNE+OttuVJ3Tot/GIDebm1lP+YZIEjm8A=;
  b=i7HQgtuXAJTsTWPdEKAj+hitQBC0aC1g9WhkOv/Ez4hP/gIX1b8yurMNP5xpbk7pEEKDgNHT
  k8N7t1u4GYOTMr951xZUngW8iWBPS69DVojHlIx9xwmOuTTdNRAgBUeNF5eKX96Tf32WXaWP
  55MVG0rKfPuxikM3ZUPmvy6Scs7f8CpwC6JQIFTfmuviY2BSwXt/+e9ZKGkrvB7BprfSep/v
  QW5WJ53tVu9yKX1dlOiCVsZDJ2oMsOpZRxsAhts9bhQVPMF4eYp+im8K80ZPexRfZRheI9+O
  GSU29qGvxlXh22xwucZ6jm86ilRmhiVcmsX4A2uX3Fwg441r4UCLYQ==
From: Lin Wei <lin@k3f9.test>
To: wang@haibo.example
Subject: =?UTF-8?B?5Y+R56Wo?= November
Date: Wed, 25 Nov 2026 03:10:00 +0000
Message-ID: <inv-11@k3f9.test>

The invoice is attached.

Lin Wei
`;
export const withLength = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=k3f9.test; s=list;
  l=37; h=from:to:subject:date;
  bh=5q7c0GYBNVzNE+OttuVJ3Tot/GIDebm1lP+YZIEjm8A=;
  b=F3dPrDvYNL7b6NAtDIsju2I1pRklpuIF11vcnfG4ei3cfvyf/J6lJrJ80/75lY0m8R0thQvi
  jBydigZwZLydIEbf3gXEShueWUt1JLb3pme4vGvl18C8+27ktYSIa3XtSM3hzGU2fV40L3cp
  cM1v31QDwVSSOm7epdJLjjw/2y9I6ajBBPm5D+NuQ4vUBrIoTpnMDLCsnYzT1OQEorXhFt6p
  wNdUyREdvWySsDpiNYGiiEJKrXmVQH/tbwYQd64ez3owKzgbjG5J/Qa5pVwDwDQMkdsxV+4H
  o6ZC8q0FiivO88pi59X9FSxraoSzxvFjCkvMKU0WPphxNQb6+2MfgQ==
From: Lin Wei <lin@k3f9.test>
To: wang@haibo.example
Subject: =?UTF-8?B?5Y+R56Wo?= November
Date: Wed, 25 Nov 2026 03:10:00 +0000
Message-ID: <inv-11@k3f9.test>

The invoice is attached.

Lin Wei
`;
export const listKey = `list._domainkey.k3f9.test TXT ("v=DKIM1; k=rsa; p="
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2lELU1Nq6YVvzAk6tHDnOfvbVogNXKRVhkfoBffRej4R6hgFN+UQ55lPZk5sb+1qQWjDco3v0LcYUVcuEhRb3UZet1tWTSMa2IBBedz9N7GynLi7WQ3tQJux93IEiduPyOcuBrwGOUu82yTw+73qsWSkmmNLoHAoO8s6M3A/1N6+wHOCtzwF4mEJkngZV+YqYcqU"
  "AeFuvg6R6K+vEJdrRSP+ScVaOmWYDsPMi7Onpzw1LuK68TTbBuclitLYdTTJAc9pB8fUmlyHxzDflulNl0RJBmFIoyepf/Esv3zq4Wj8yV5y6+7qi3uAhM2/urSmW1ATHtmFT4xKdOpf9GorzwIDAQAB")`;

const footer = '-- \nlist dev, leave: dev-leave@list.example\n';
const secondFrom = 'From: Bank <service@bank.example>\n';
export const examples: readonly Example[] = [
  { id: 'rfc8463', label: { en: 'RFC 8463: two signatures', 'zh-cn': 'RFC 8463：两个签名' }, message: rfc8463, zone: rfc8463Keys },
  { id: 'rfc6376', label: { en: 'RFC 6376: simple', 'zh-cn': 'RFC 6376：simple' }, message: rfc6376, zone: rfc6376Key },
  { id: 'footer', label: { en: 'a list’s footer', 'zh-cn': '列表加的页脚' }, message: oversigned + footer, zone: listKey },
  { id: 'length', label: { en: 'footer and l=', 'zh-cn': '页脚与 l=' }, message: withLength + footer, zone: listKey },
  { id: 'second-from', label: { en: 'a second From', 'zh-cn': '第二个 From' }, message: withLength.replace('From: ', `${secondFrom}From: `), zone: listKey },
  {
    id: 'oversigned',
    label: { en: 'second From, oversigned', 'zh-cn': '第二个 From，超额签名' },
    message: oversigned.replace('From: ', `${secondFrom}From: `),
    zone: listKey,
  },
  { id: 'no-key', label: { en: 'key gone', 'zh-cn': '公钥没了' }, message: oversigned, zone: '' },
];
