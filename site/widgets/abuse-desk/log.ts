/** The lines of our own log for the messages complained of; the three of the forwarded one are written after the same pattern. */
export const log: readonly string[] = `Nov 25 04:07:02 mail postfix/smtpd[597]: 4jZ5hQ3vKzzTD7m: client=host9.dialup.example[203.0.113.9]
Nov 25 04:07:02 mail postfix/qmgr[584]: 4jZ5hQ3vKzzTD7m: from=<win@dialup.example>, size=612, nrcpt=1 (queue active)
Nov 25 04:07:03 mail postfix/smtp[618]: 4jZ5hQ3vKzzTD7m: to=<sun.private@freemail.example>, orig_to=<sun@k3f9.test>, relay=freemail.example[203.0.113.40]:25, delay=0.4, delays=0.1/0.1/0.1/0.1, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 25 04:08:11 mail postfix/submission/smtpd[613]: 4jZ5kg6mPLzTFT8: client=office.k3f9.test[198.51.100.60], sasl_method=PLAIN, sasl_username=news@k3f9.test
Nov 25 04:08:11 mail postfix/qmgr[586]: 4jZ5kg6mPLzTFT8: from=<news@k3f9.test>, size=447, nrcpt=1 (queue active)
Nov 25 04:08:12 mail postfix/smtp[618]: 4jZ5kg6mPLzTFT8: to=<tang@freemail.example>, relay=freemail.example[203.0.113.40]:25, delay=0.11, delays=0.02/0.06/0.03/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 25 04:08:12 mail postfix/submission/smtpd[613]: 4jZ5kh2CRXzTFPT: client=host150.cheap.example[203.0.113.150], sasl_method=PLAIN, sasl_username=zhao@k3f9.test
Nov 25 04:08:12 mail postfix/qmgr[586]: 4jZ5kh2CRXzTFPT: from=<zhao@k3f9.test>, size=480, nrcpt=1 (queue active)
Nov 25 04:08:12 mail postfix/smtp[618]: 4jZ5kh2CRXzTFPT: to=<victim1@freemail.example>, relay=freemail.example[203.0.113.40]:25, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 25 04:08:13 mail postfix/submission/smtpd[613]: 4jZ5kj3sYRzTGd1: client=host150.cheap.example[203.0.113.150], sasl_method=PLAIN, sasl_username=zhao@k3f9.test
Nov 25 04:08:13 mail postfix/qmgr[586]: 4jZ5kj3sYRzTGd1: from=<zhao@k3f9.test>, size=480, nrcpt=1 (queue active)
Nov 25 04:08:13 mail postfix/smtp[618]: 4jZ5kj3sYRzTGd1: to=<victim3@freemail.example>, relay=freemail.example[203.0.113.40]:25, delay=0.02, delays=0.02/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 25 04:08:14 mail postfix/submission/smtpd[613]: 4jZ5kk2LWBzTGgc: client=shop.k3f9.test[192.0.2.20], sasl_method=PLAIN, sasl_username=shopform@k3f9.test
Nov 25 04:08:14 mail postfix/qmgr[586]: 4jZ5kk2LWBzTGgc: from=<shopform@k3f9.test>, size=478, nrcpt=1 (queue active)
Nov 25 04:08:14 mail postfix/smtp[618]: 4jZ5kk2LWBzTGgc: to=<qian@freemail.example>, relay=freemail.example[203.0.113.40]:25, delay=0.03, delays=0.03/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 25 04:08:15 mail postfix/submission/smtpd[613]: 4jZ5kl0KbdzTGk0: client=lin-laptop.home.example[198.51.100.23], sasl_method=PLAIN, sasl_username=lin@k3f9.test
Nov 25 04:08:15 mail postfix/qmgr[586]: 4jZ5kl0KbdzTGk0: from=<lin@k3f9.test>, size=483, nrcpt=1 (queue active)
Nov 25 04:08:15 mail postfix/smtp[618]: 4jZ5kl0KbdzTGk0: to=<ex-customer@freemail.example>, relay=freemail.example[203.0.113.40]:25, delay=0.04, delays=0.04/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)`.split(
  '\n',
);
