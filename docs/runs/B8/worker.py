#!/usr/bin/python3
"""Handles each message of INBOX once, also when it dies on the way. What was done is noted twice: where the work went, and as a keyword."""
import email, imaplib, os, pathlib, sys

done = pathlib.Path("/var/tmp/done"); done.touch()
link = imaplib.IMAP4("127.0.0.1"); link.login("lin@k3f9.test", "harbour-lamp-27")
link.select("INBOX")
uids = link.uid("SEARCH", "UNKEYWORD", "$Handled")[1][0].split()[:100]   # at most 100 a run: nobody is starved
if not uids: print("nothing to do")
for n, uid in enumerate(uids, 1):
    head = link.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT)])")[1][0][1]   # PEEK: the owner still sees it as unread
    mail = email.message_from_bytes(head)
    if mail["Message-ID"] in done.read_text().split("\n"): print("UID", uid.decode(), "known already, only the keyword was missing")
    else:
        with done.open("a") as f: f.write(mail["Message-ID"] + "\n")   # the work, and the note that it is done, in one step
        print("UID", uid.decode(), "handled:", mail["Subject"])
    if n == int(os.environ.get("DIE_AFTER", 0)): print("died before the keyword was set"); sys.exit(1)
    link.uid("STORE", uid, "+FLAGS.SILENT", "($Handled)")
link.logout()
