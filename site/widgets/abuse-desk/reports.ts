import type { Account, Action } from './desk.ts';

/** One report of the morning; `right` is what a good desk does, and the account is what `trace` finds in the log. */
export interface Case {
  id: string;
  /** Minute of arrival. */
  at: number;
  raw: string;
  right: { account: Account; action: Action };
}

/**
 * Four reports are those of a run (docs/runs/S22). The others are these with one thing changed: the sender taken out, a hop made up, a message
 * that was forwarded, the opposite complaint.
 */
export const cases: readonly Case[] = [
  {
    id: 'lin',
    at: 0,
    right: { account: 'lin', action: 'warn' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: Our new price list
Date: Wed, 25 Nov 2026 04:08:20 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <lin@k3f9.test>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 5e09f7b9;
	Wed, 25 Nov 2026 04:08:15 +0000 (UTC)
Received: from client (lin-laptop.home.example [198.51.100.23])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kl0KbdzTGk0
	for <redacted@freemail.example>; Wed, 25 Nov 2026 04:08:15 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:14 +0000
To: redacted@freemail.example
From: lin@k3f9.test
Subject: Our new price list
Message-Id: <20261125040814.000642@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

We have not heard from you for a while.

--part-1--`,
  },
  {
    id: 'news',
    at: 1,
    right: { account: 'news', action: 'suppress' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: AD Autumn sale
Date: Wed, 25 Nov 2026 04:08:19 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <news@k3f9.test>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 1cca3449;
	Wed, 25 Nov 2026 04:08:12 +0000 (UTC)
Received: from client (office.k3f9.test [198.51.100.60])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kg6mPLzTFT8
	for <redacted@freemail.example>; Wed, 25 Nov 2026 04:08:11 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:11 +0000
To: redacted@freemail.example
From: news@k3f9.test
Subject: AD Autumn sale
Message-Id: <20261125040811.000607@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

Everything 30 per cent off.

--part-1--`,
  },
  {
    id: 'zhao',
    at: 2,
    right: { account: 'zhao', action: 'close' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: Your parcel is waiting
Date: Wed, 25 Nov 2026 04:08:19 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <zhao@k3f9.test>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 17e55377;
	Wed, 25 Nov 2026 04:08:12 +0000 (UTC)
Received: from client (host150.cheap.example [203.0.113.150])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kh2CRXzTFPT
	for <redacted@freemail.example>; Wed, 25 Nov 2026 04:08:12 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:12 +0000
To: redacted@freemail.example
From: zhao@k3f9.test
Subject: Your parcel is waiting
Message-Id: <20261125040812.000619@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

Pay the fee: http://parcel.cheap.example/

--part-1--`,
  },
  {
    id: 'notspam',
    at: 4,
    right: { account: 'lin', action: 'none' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: Our new price list (not spam)
Date: Wed, 25 Nov 2026 04:08:20 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: not-spam
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <lin@k3f9.test>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 5e09f7b9;
	Wed, 25 Nov 2026 04:08:15 +0000 (UTC)
Received: from client (lin-laptop.home.example [198.51.100.23])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kl0KbdzTGk0
	for <redacted@freemail.example>; Wed, 25 Nov 2026 04:08:15 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:14 +0000
To: redacted@freemail.example
From: lin@k3f9.test
Subject: Our new price list
Message-Id: <20261125040814.000642@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

We have not heard from you for a while.

--part-1--`,
  },
  {
    id: 'forged',
    at: 6,
    right: { account: 'nobody', action: 'none' },
    raw: `From: fbl@otherbox.example
To: abuse@k3f9.test
Subject: Complaint 88210
Date: Wed, 25 Nov 2026 04:08:20 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 203.0.113.201.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Otherbox-ARF/1.0
Version: 1
Original-Mail-From: <director@k3f9.test>
Source-IP: 203.0.113.201
Reporting-MTA: dns; mx.otherbox.example

--part-1
Content-Type: message/rfc822

Received: from host201.cheap.example ([203.0.113.201])
	by mx.otherbox.example with ESMTP id a81f03;
	Wed, 25 Nov 2026 03:58:40 +0000 (UTC)
Received: from office (office.k3f9.test [198.51.100.60])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5AAAAAAzZZZZ;
	Wed, 25 Nov 2026 03:58:39 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:14 +0000
To: redacted@otherbox.example
From: "Director, K3F9" <director@k3f9.test>
Subject: Urgent transfer
Message-Id: <7731.22@cheap.example>

Please pay the attached invoice today.

--part-1--`,
  },
  {
    id: 'form',
    at: 8,
    right: { account: 'shopform', action: 'close' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: Confirm your account
Date: Wed, 25 Nov 2026 04:08:20 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: fraud
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <shopform@k3f9.test>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 45612d2e;
	Wed, 25 Nov 2026 04:08:14 +0000 (UTC)
Received: from client (shop.k3f9.test [192.0.2.20])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kk2LWBzTGgc
	for <redacted@freemail.example>; Wed, 25 Nov 2026 04:08:14 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:14 +0000
To: redacted@freemail.example
From: shopform@k3f9.test
Subject: Confirm your account
Message-Id: <20261125040814.000636@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

http://shop.k3f9.test/r?u=http://login.cheap.example/

--part-1--`,
  },
  {
    id: 'again',
    at: 10,
    right: { account: 'zhao', action: 'close' },
    raw: `From: fbl@otherbox.example
To: abuse@k3f9.test
Subject: Complaint 88213
Date: Wed, 25 Nov 2026 04:08:19 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Otherbox-ARF/1.0
Version: 1
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.otherbox.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.otherbox.example (smtp-sink) with ESMTP id 17e55377;
	Wed, 25 Nov 2026 04:08:12 +0000 (UTC)
Received: from client (host150.cheap.example [203.0.113.150])
	by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kj3sYRzTGd1
	for <redacted@otherbox.example>; Wed, 25 Nov 2026 04:08:12 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:12 +0000
To: redacted@otherbox.example
From: redacted@redacted
Subject: Your parcel is waiting
Message-Id: <20261125040812.000619@mail.k3f9.test>
X-Mailer: swaks v20240103.0 jetmore.org/john/code/swaks/

Pay the fee: http://parcel.cheap.example/

--part-1--`,
  },
  {
    id: 'forward',
    at: 12,
    right: { account: 'sun', action: 'warn' },
    raw: `From: feedback@freemail.example
To: abuse@k3f9.test
Subject: FW: You have won
Date: Wed, 25 Nov 2026 04:08:20 -0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
 boundary="part-1"

--part-1
Content-Type: text/plain; charset="us-ascii"

This is an e-mail abuse report for a message received from 192.0.2.10.

--part-1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Freemail-Feedback/2.1
Version: 1
Original-Mail-From: <win@dialup.example>
Source-IP: 192.0.2.10
Reporting-MTA: dns; mx.freemail.example

--part-1
Content-Type: message/rfc822

Received: from mail.k3f9.test ([192.0.2.10])
	by mx.freemail.example (smtp-sink) with ESMTP id 71c0aa12;
	Wed, 25 Nov 2026 04:07:03 +0000 (UTC)
Received: from host9.dialup.example (host9.dialup.example [203.0.113.9])
	by mail.k3f9.test (Postfix) with ESMTP id 4jZ5hQ3vKzzTD7m
	for <redacted@k3f9.test>; Wed, 25 Nov 2026 04:07:02 +0000 (UTC)
Date: Wed, 25 Nov 2026 04:08:14 +0000
To: redacted@freemail.example
From: win@dialup.example
Subject: You have won
Message-Id: <55@dialup.example>

Claim it today.

--part-1--`,
  },
];
