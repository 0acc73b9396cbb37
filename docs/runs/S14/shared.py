"""Lin Wei at the office's shared folder: what she may, and what happens when she tries more."""
import imaplib, ssl

imaplib.Commands["MYRIGHTS"] = ("AUTH", "SELECTED")
link = imaplib.IMAP4_SSL("mail.k3f9.test", ssl_context=ssl._create_unverified_context())
link.login("lin@k3f9.test", "harbour-lamp-27")
box = '"shared/office@k3f9.test/Contracts"'
print("C: a MYRIGHTS", box)
link._simple_command("MYRIGHTS", box)
print("S: * MYRIGHTS", *(right.decode() for right in link.untagged_responses.pop("MYRIGHTS", [b"nothing"])))
link.select(box)
print("C: b APPEND", box, "…")
print("S: b", *(part if isinstance(part, str) else part[0].decode() for part in link.append(box, "", None, b"Subject: x\r\n\r\nx\r\n")))
print("C: c STORE 1 +FLAGS (\\Deleted)")
print("S: c", *(part if isinstance(part, str) else (part[0] or b"(no untagged answer)").decode() for part in link.store("1", "+FLAGS", "(\\Deleted)")))
