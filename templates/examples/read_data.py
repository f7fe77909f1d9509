import csv
import json
from pathlib import Path

data = Path("data")  # the folder with the files of this page

# A table: each value with its condition and with how it was obtained
with (data / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
    for fact in csv.DictReader(file):
        print(fact["label"], fact["text"], fact["conditions"], fact["status"])

# The whole issue: each value with the articles that it comes from
issue = json.loads((data / "issue.json").read_text(encoding="utf-8"))
articles = {article["id"]: article for article in issue["articles"]}
for fact in issue["facts"]:
    for id in fact["articles"]:
        record = articles[id]["csl"]
        print(fact["label"], fact["text"], "in", record["title"])
