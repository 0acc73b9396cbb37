"""The three transcripts of lesson B8 out of recorded.json: which exchanges are shown, and which lines carry a note."""
import json, re, sys

sessions = json.load(open(sys.argv[1]))
def write(name, session, commands, marks):
    lines = []
    for exchange in sessions[session]:
        if not any(command in exchange["c"] for command in commands): continue
        lines.append("C: " + exchange["c"].replace("harbour-lamp-27", "…"))
        for said in exchange["s"]:
            if re.search(r" (FLAGS \(\\Answered \\Flagged|RECENT|OK \[(PERMANENTFLAGS|UNSEEN))", said) or " RECENT" in said: continue
            lines.append("S: " + re.sub(r" \([\d. +]+secs\)", "", re.sub(r" ?\\Recent", "", said)))
    for number, pattern, failure in marks:
        at = next(i for i, line in enumerate(lines) if re.search(pattern, line) and not re.search("[①-⑩]", line))
        lines[at] += "   " + "①②③④⑤⑥⑦⑧⑨⑩"[number - 1] + failure
    open(f"{sys.argv[2]}/{name}.txt", "w").write("\n".join(lines) + "\n")
write("sequence", "plain", [" FETCH 1:* (UID FLAGS)", " STORE 3 ", " EXPUNGE", "FETCH 3 UID", "UID MOVE 2"], [(1, r"\* 3 FETCH \(UID 3", ""), (2, r"\* 3 EXPUNGE", ""), (3, r"\* 3 FETCH \(UID 4\)", "!"), (4, "COPYUID", "")])
write("condstore", "again", ["UNCHANGEDSINCE"], [(1, "^C:", ""), (2, "MODIFIED 5", "!")])
write("qresync", "again", ["ENABLE", "SELECT"], [(1, "^C: .*SELECT", ""), (2, "VANISHED", ""), (3, "FETCH", "")])
