"""What content leaves open -> what it then is: the numbers of articles, the colors and icons of families."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count
from string import ascii_lowercase

from virtualissue.model.entities import Accent, Article, Family
from virtualissue.model.issue import Issue

# each at least 7 to 1 against the backgrounds of its scheme; neighbors in the list differ clearly
ACCENTS = tuple(
    Accent(light=light, dark=dark)
    for light, dark in (
        ("#1150a5", "#8ab9fe"),
        ("#a31b22", "#ff9c94"),
        ("#006029", "#69cb81"),
        ("#6938a7", "#c6a8fe"),
        ("#6f4d01", "#e6ad3d"),
        ("#005d5d", "#02cbcb"),
        ("#991a71", "#fc96d1"),
        ("#4d5803", "#adc04f"),
        ("#854011", "#ffa068"),
        ("#4b5364", "#adb7cb"),
    )
)
# a circle, a square, a triangle, a diamond, a hexagon, a cross and a drop; no divisor is common to both
# lists, so that each of the first seventy families looks different
EMBLEMS = (
    "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18z",
    "M4 4h16v16H4z",
    "M12 3l10 18H2z",
    "M12 2l10 10-10 10L2 12z",
    "M12 2l8.66 5v10L12 22l-8.66-5V7z",
    "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
    "M12 2c4 6 7 9 7 13a7 7 0 1 1-14 0c0-4 3-7 7-13z",
)


def fill_in(issue: Issue) -> Issue:
    """The same issue with a number for each article, and a color and an icon for each family."""
    articles = number_articles(issue.articles, issue.front.articles)
    return issue.with_collections(articles=tell_apart(articles), families=_color(issue.families))


def number_articles(articles: Mapping[str, Article], order: Sequence[str]) -> Mapping[str, Article]:
    """The articles by number; where a file gives none, the next that is free.

    Articles without a number follow the order of issue.yml, and where that gives none, the years and then the
    names of their files; those without a year come last.
    """
    by_year = sorted(articles, key=lambda slug: _by_year(articles[slug]))
    ordered = [articles[slug] for slug in dict.fromkeys((*order, *by_year)) if slug in articles]
    taken = {article.number for article in ordered}
    free = (number for number in count(1) if number not in taken)
    numbered = (one if one.number else one.model_copy(update={"number": next(free)}) for one in ordered)
    return {article.slug: article for article in sorted(numbered, key=lambda article: article.number)}


def _by_year(article: Article) -> tuple[bool, int, str]:
    return article.year is None, article.year or 0, article.slug


def tell_apart(articles: Mapping[str, Article]) -> Mapping[str, Article]:
    """The same articles; those that would have one label get letters behind their years: 2013a, 2013b."""
    labels = {slug: article.label.plain for slug, article in articles.items()}
    counts, seen = Counter(labels.values()), Counter[str]()
    lettered = dict(articles)
    for slug, label in labels.items():
        if counts[label] > 1:
            number, letter = divmod(seen[label], len(ascii_lowercase))
            seen[label] += 1
            letters = ascii_lowercase[letter] + (str(number + 1) if number else "")
            lettered[slug] = articles[slug].model_copy(update={"year_letter": letters})
    return lettered


def _color(families: Mapping[str, Family]) -> Mapping[str, Family]:
    """The same families, each with the color and the icon that it declares or else gets."""
    return {
        slug: family.model_copy(
            update={
                "accent": family.color or ACCENTS[place % len(ACCENTS)],
                "emblem": family.icon or EMBLEMS[place % len(EMBLEMS)],
            }
        )
        for place, (slug, family) in enumerate(families.items())
    }
