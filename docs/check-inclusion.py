"""Checks that an event is under a signed head of Ringfence (tamper-evidence.md): check-inclusion.py PROOF PUBLIC_KEY"""
import base64, hashlib, json, os, subprocess, sys, tempfile
sys.excepthook = lambda kind, error, trace: print(f"NOT PROVEN: {error!r}", file=sys.stderr)
def need(holds, otherwise): return holds or sys.exit("NOT PROVEN: " + otherwise)
def unique(pairs): return need(len(dict(pairs)) == len(pairs), "a member is there twice") and dict(pairs)
def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()
def part(value): return len(value).to_bytes(8, "big") + value
proof, key = json.load(open(sys.argv[1], encoding="utf-8"), object_pairs_hook=unique), os.path.abspath(sys.argv[2])
event, signed, headers, revision = proof["event"], proof["signedHead"], proof["event"]["headers"], proof["revision"]
need((len(proof), len(event), len(signed)) == (6, 3, 3), "something is there that is not looked at")
with tempfile.TemporaryDirectory() as folder:
    for name, value in ("head", signed["payload"].encode()), ("signature", base64.b64decode(signed["signature"])):
        open(os.path.join(folder, name), "wb", buffering=0).write(value)
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", "head", "-sigfile", "signature"]
    need(subprocess.run(verify, cwd=folder, capture_output=True).returncode == 0, "the head is not signed with this key")
key_id = sha256(base64.b64decode(open(key).read().split("-----")[2])).hex()[:16]
need(key_id == signed["keyId"], f"the head is not of the key {key_id}")
need(all(name == "content-type" or name.startswith("ce_") for name in headers), "a header is not of the event")
body, head = event["body"].encode() if "body" in event else base64.b64decode(event["base64"]), json.loads(signed["payload"])
texts = [part(text.encode()) for header in sorted(headers.items()) for text in header]
content = sha256(part(event["key"].encode()), len(headers).to_bytes(8, "big"), *texts, part(body))
aggregate, sequence = headers["ce_aggregatetype"] + ":" + headers["ce_subject"], int(headers["ce_sequence"])
chain, place, start = bytes.fromhex(proof["previous"]), *(sha256(t.encode()) for t in (aggregate, "ringfence:" + aggregate))
need(1 <= sequence == revision - len(proof["following"]) and (sequence > 1 or chain == start), "events are missing")
for later in content.hex(), *proof["following"]: chain = sha256(chain, bytes.fromhex(later))
top = sha256(b"\0", place, revision.to_bytes(8, "big"), chain)
for depth, sibling in reversed(list(enumerate(map(bytes.fromhex, proof["path"])))):
    top = sha256(b"\1", *((sibling, top) if place[depth // 8] >> 7 - depth % 8 & 1 else (top, sibling)))
need(top.hex() == head["root"], "the event and the hashes do not lead to the head's root")
print(f"PROVEN: {aggregate} event {sequence} is under head {head['number']} of {head['topic']}, until {head['until']}")
