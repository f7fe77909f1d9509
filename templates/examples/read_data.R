library(jsonlite)

# A table: each value with its condition and with how it was obtained
facts <- read.csv("data/facts.csv", fileEncoding = "UTF-8-BOM")
print(facts[, c("label", "text", "conditions", "status")])

# The whole issue: each value with the articles that it comes from
issue <- fromJSON("data/issue.json", simplifyVector = FALSE)
titles <- sapply(issue$articles, function(article) article$csl$title)
names(titles) <- sapply(issue$articles, function(article) article$id)
for (fact in issue$facts) {
  for (id in fact$articles) {
    cat(fact$label, fact$text, "in", titles[[id]], "\n")
  }
}
