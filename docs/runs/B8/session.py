"""An IMAP session typed line by line; each answer is read to its tagged line. Writes JSON: a list of {c, s: […]}. Runs in the mail container."""
import json, socket, subprocess, sys

BOX = "lin@k3f9.test"
def doveadm(*words, text=None):
    subprocess.run(["doveadm", *words], input=text, text=True, check=True, capture_output=True)
def letter(who, subject, date, size=0):
    doveadm("save", "-u", BOX, text=f"From: {who}\nTo: {BOX}\nSubject: {subject}\nDate: {date}\nMessage-ID: <{subject.replace(' ', '-')}@haibo.example>\n\n{'x' * size}\n")
letter("wang@haibo.example", "order 1", "Mon, 02 Nov 2026 10:00:00 +0000")
letter("wang@haibo.example", "order 2", "Tue, 03 Nov 2026 10:00:00 +0000")
letter("zhang@k3f9.test", "lunch", "Wed, 04 Nov 2026 10:00:00 +0000")
letter("wang@haibo.example", "order 3", "Thu, 05 Nov 2026 10:00:00 +0000")
doveadm("mailbox", "create", "-u", BOX, "Archive")
doveadm("flags", "remove", "-u", BOX, "\\Recent", "mailbox", "INBOX", "all")
doveadm("flags", "add", "-u", BOX, "\\Seen", "mailbox", "INBOX", "uid", "1")

class Link:
    def __init__(self):
        self.s = socket.create_connection(("127.0.0.1", 143)); self.f = self.s.makefile("rb"); self.n = 0; self.log = []
        self.f.readline()
    def say(self, line):
        self.n += 1; tag = f"a{self.n}"
        self.s.sendall(f"{tag} {line}\r\n".encode()); out = []
        while True:
            raw = self.f.readline().decode(); got = raw.rstrip("\r\n"); out.append(got)
            if got.startswith(tag + " ") or not raw: break
        self.log.append({"c": f"{tag} {line}", "s": out})
a = Link()
for line in [
    "SELECT INBOX", f"LOGIN {BOX} wrong", f"LOGIN {BOX} harbour-lamp-27", "FETCH 1 FLAGS", 'LIST "" "*"', "STATUS INBOX (MESSAGES UNSEEN UIDNEXT)", "SELECT Nowhere",
    "SELECT INBOX", "FETCH 1:* (UID FLAGS)", "UID FETCH 2,4 (FLAGS)", "FETCH 9 FLAGS", "UID FETCH 9 FLAGS", "UID FETCH 3 (BODY.PEEK[HEADER.FIELDS (SUBJECT)])",
    "SEARCH UNSEEN", 'UID SEARCH FROM "wang" SUBJECT "order"', "UID SEARCH NOT SEEN", "SEARCH OR SUBJECT lunch UID 1", "SEARCH SINCE 4-Nov-2026",
    "STORE 2 +FLAGS (\\Flagged)", "STORE 2 +FLAGS.SILENT (\\Seen)", "STORE 2 -FLAGS (\\Flagged)", "UID STORE 4 FLAGS (\\Answered)", "STORE 3 +FLAGS (\\Deleted)", "EXPUNGE", "FETCH 3 UID", "UID COPY 1 Archive", "UID MOVE 2 Archive", "STATUS Archive (MESSAGES UIDNEXT)",
    "COPY 1 Nowhere", "FLY 1", "FETCH 1", "NOOP", "EXAMINE INBOX", "STORE 1 +FLAGS (\\Seen)", "CLOSE", "FETCH 1 FLAGS", "LOGOUT",
]:
    a.say(line)
plain = a.log

# Two devices: what the second one missed, by CONDSTORE and QRESYNC.
for n in (4, 5, 6): letter("wang@haibo.example", f"order {n}", "Fri, 06 Nov 2026 10:00:00 +0000")
b = Link()
for line in [f"LOGIN {BOX} harbour-lamp-27", "ENABLE QRESYNC", "SELECT INBOX", "UID FETCH 1:* (FLAGS MODSEQ)"]: b.say(line)
select = next(x for x in b.log if "SELECT" in x["c"])["s"]
validity = next(l for l in select if "UIDVALIDITY" in l).split("UIDVALIDITY ")[1].split("]")[0]
modseq = next(l for l in select if "HIGHESTMODSEQ" in l).split("HIGHESTMODSEQ ")[1].split("]")[0]
b.say("LOGOUT")
c = Link()
for line in [f"LOGIN {BOX} harbour-lamp-27", "SELECT INBOX", "UID STORE 5 +FLAGS (\\Seen)", "UID STORE 6 +FLAGS (\\Deleted)", "UID EXPUNGE 6", "LOGOUT"]: c.say(line)
d = Link()
for line in [f"LOGIN {BOX} harbour-lamp-27", "ENABLE QRESYNC", f"SELECT INBOX (QRESYNC ({validity} {modseq}))", f"UID FETCH 1:* (FLAGS) (CHANGEDSINCE {modseq})", f"UID STORE 5 (UNCHANGEDSINCE {modseq}) +FLAGS (\\Flagged)", "LOGOUT"]: d.say(line)
json.dump({"plain": plain, "first": b.log, "other": c.log, "again": d.log}, sys.stdout, indent=1)
