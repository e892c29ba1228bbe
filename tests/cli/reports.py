"""Reads reports as other programs do: python3 reports.py FORMAT FILE. Ends with an error where one is not what it claims."""

import gzip
import html.parser
import json
import re
import sys
import xml.etree.ElementTree

name, path = sys.argv[1:]
text = open(path, "rb").read().decode("utf-8", "strict")
raw = [character for character in text if ord(character) < 32 and character not in "\n"]
raw += [character for character in text if character in "\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
assert not raw, f"{name}: control characters {raw[:5]}"


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.count, self.seen = [], 0, set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        # A row tells of one, and says how many more are like it.
        self.count += ("class", "level") in attrs
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        more = re.fullmatch(r"(\d+) more", data)
        self.count += int(more[1]) if more and self.open[-1] == "b" else 0


def count():
    if name == "json":
        return len(json.loads(text)["diagnostics"])
    if name == "jsonl":
        return len([json.loads(line) for line in text.split("\n") if line])
    if name == "gitlab":
        found = json.loads(text)
        prints = {one["fingerprint"] for one in found}
        assert len(prints) == len(found), "two have one fingerprint"
        assert all(one["location"]["lines"]["begin"] >= 1 for one in found)
        return len(found)
    if name == "sarif":
        run = json.loads(text)["runs"][0]
        # What GitHub takes: 10 MB, packed.
        assert len(gzip.compress(text.encode())) < 10 << 20
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), uri
        return len(run["results"])
    if name == "junit":
        root = xml.etree.ElementTree.fromstring(text.encode())
        failures = root.findall("./testsuite/testcase/failure")
        assert int(root.get("errors")) == len(root.findall("./testsuite/testcase/error"))
        assert int(root.get("failures")) == len(failures)
        return len(failures) + len(root.findall("./testsuite/testcase/system-out"))
    if name == "html":
        page = Page()
        page.feed(text)
        assert not page.open, page.open
        assert page.seen <= set("html head meta title style body h1 h2 p section table thead tbody tr th td b small span code footer".split()), page.seen
        return page.count
    if name == "github":
        commands = [line for line in text.split("\n") if line.startswith("::")]
        shape = re.compile(r"::(error|warning|notice) title=[a-z0-9-]+,file=[^,:]*(,(line|endLine|col|endColumn)=\d+)*::.+")
        assert all(shape.fullmatch(line) for line in commands), [line for line in commands if not shape.fullmatch(line)][:3]
        return len(commands)
    begins = r"  \S+( \d+)? +" if name == "grouped" else r".*: "
    return len([line for line in text.split("\n") if re.match(begins + r"(error|warning|note)[ \[][a-z0-9-]+", line)])


print(count())
