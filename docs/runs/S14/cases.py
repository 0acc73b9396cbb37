"""Writes the Sieve cases to /t and prints what Pigeonhole's sieve-test says of each, as JSON. Runs in a container of our mail image."""
import json, os, subprocess, sys

cases = json.load(open("/t/cases.json"))
out = {}
os.makedirs("/t/w", exist_ok=True)
for n, case in enumerate(cases["cases"]):
    script, mail = f"/t/w/c{n}.sieve", f"/t/w/c{n}.eml"
    open(script, "w").write(case["script"])
    open(mail, "w", newline="").write(cases["messages"][case.get("message", "order")].replace("\n", "\r\n"))
    os.system("chown -R vmail /t/w")
    run = subprocess.run(["sieve-test", "-C", "-f", case.get("from", "wang@haibo.example"), "-r", "lin@k3f9.test", "-a", case.get("to", "lin+orders@k3f9.test"), script, mail],
        capture_output=True, text=True)
    out[case["name"]] = {"status": run.returncode, "out": run.stdout, "err": run.stderr.replace(script, "c").replace(f"c{n}", "c")}
json.dump(out, sys.stdout, indent=1, ensure_ascii=False)
