"""Names of people and bodies: how they are read, compared and written, and their slugs."""

import re
from copy import deepcopy
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from virtualissue.bibliography.name_forms import person_names, slug_of_name, space_initials
from virtualissue.bibliography.names import Byline, NameParts, NameText, parse_name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rosłoń, Irek", "roslon-irek"),
        ("Müller-Weiß, Jana", "muller-weiss-jana"),
        ("Sørby, Nils", "sorby-nils"),
        ("O'Neil, J.-P.", "o-neil-j-p"),
        ("Æsir, Đ.", "aesir-d"),
        ("Yıldız, Aslı", "yildiz-asli"),
        ("Þórðarson, Guðrún", "thordarson-gudrun"),
        ("Œuvray, Ħamrun Ŋ.", "oeuvray-hamrun-ng"),
        ("Παππάς, Νίκος", "pappas-nikos"),
        ("Петров, Юрий", "petrov-yuriy"),
        ("王, 芳", "wang-fang"),
        ("محمد, علي", "mhmd-ly"),
    ],
)
def test_slugs_of_names(name: str, slug: str):
    assert slug_of_name(name) == slug


def test_a_name_without_a_letter_has_a_slug_of_its_own():
    slugs = {slug_of_name("☉"), slug_of_name("☾")}
    assert len(slugs) == 2
    assert all(slug.isascii() and slug.isalnum() for slug in slugs)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Doe, Jane A.", NameParts("Doe", "Jane A.")),
        ("Plato", NameParts("Plato")),
        ("王伟", NameParts("王伟")),
        ("van der Graaf, Aaron", NameParts("Graaf", "Aaron", "van der")),
        ("Graaf, Aaron van der", NameParts("Graaf", "Aaron", "van der")),
        ("de la Cruz, Eva", NameParts("Cruz", "Eva", "de la")),
        ("'t Hooft, Gerard", NameParts("Hooft", "Gerard", "'t")),
        ("Schmedt auf der Günne, Jörn", NameParts("Schmedt auf der Günne", "Jörn")),
        ("d'Ivry, Paul", NameParts("d'Ivry", "Paul")),
        ("Van Dyke, Dick", NameParts("Van Dyke", "Dick")),
        ("King, Jr., Martin Luther", NameParts("King", "Martin Luther", suffix="Jr.")),
        ("King, Martin Luther, Jr.", NameParts("King", "Martin Luther", suffix="Jr.")),
        ("Quill, Perpetua III", NameParts("Quill", "Perpetua", suffix="III")),
        ("von Hart III, Ada", NameParts("Hart", "Ada", "von", "III")),
        ("Zhou, Kai (周凯)", NameParts("Zhou", "Kai", native="周凯")),
        ("{Society of Dyers, Leeds}", NameParts(literal="Society of Dyers, Leeds")),
        ("{A and B Council}", NameParts(literal="A and B Council")),
        ("others", NameParts(literal="others")),
    ],
)
def test_names_are_read_in_the_usual_spellings(text: str, parts: NameParts):
    assert parse_name(text).parts == parts
    if not parts.literal or parts.literal == "others":
        assert parse_name(parse_name(text)).parts == parts  # what is shown is read back


@pytest.mark.parametrize(
    "text",
    ["Jane Doe", "Doe, Jane and Roe, Jo", "Doe & Sons", "Doe; Roe", "et al.", "Et al", "and others", ", Jane",
     "ATLAS Collaboration", "Society of Dyers, Leeds", "Doe, Jane, Leeds", 'M{\\"u}ller, J.',
     "Doe, J. AND Roe, R.", "Doe&Roe", "Doe, J. with Roe, R.", "Doe / Roe", "Müller et Sohn",
     "{Doe, J. and Roe, R.}", "J. Doe, R. Roe", "J.-P. Doe, R. S. Roe, P. Poe",
     "Doe J, Roe R, Poe P", "Doe, J., Roe, R.", "Doe, Jane and", "and Doe, Jane", "{ }"],
)  # fmt: skip
def test_what_cannot_be_one_name_is_refused(text: str):
    with pytest.raises(PydanticCustomError):
        parse_name(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doe, J. et al.", "Doe, J."), ("Doe et al.", "Doe"), ("Doe, J., et al", "Doe, J."),
        ("Doe, J.et al.", "Doe, J."), ("Doe, Jane [et al.]", "Doe, Jane"), ("Doe, J. and others", "Doe, J."),
        ("Doe, J., others", "Doe, J."), ("Doe, J. ET AL.", "Doe, J."), ("{Lamp Group et al.}", "Lamp Group"),
    ],
)  # fmt: skip
def test_authors_who_are_not_named_have_an_entry_of_their_own(text: str, name: str):
    message = f"end it after {name}, and write others as the last entry of the list"
    with pytest.raises(PydanticCustomError, match=re.escape(message)):
        parse_name(text)


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Doe, Jane*", "*", "Doe, Jane"), ("Doe†, Jane", "†", "Doe, Jane"),
        ("Doe, Jane*,¶", "*,¶", "Doe, Jane"),
        ("Dr. Doe, Jane", "Dr.", "Doe, Jane"), ("Doe, Dr. Jane", "Dr.", "Doe, Jane"),
        ("Prof. Dr. Jane Doe", "Prof. Dr.", "Jane Doe"), ("Jane Doe, PhD", "PhD", "Jane Doe"),
        ("Doe, Jane, Ph. D.", "Ph. D.", "Doe, Jane"), ("Dr. rer. nat. Doe, J.", "Dr. rer. nat.", "Doe, J."),
        ("Doe, Jane, M.Sc.", "M.Sc.", "Doe, Jane"),
    ],
)  # fmt: skip
def test_titles_and_marks_are_no_part_of_a_name(text: str, title: str, name: str):
    message = f"{title} is not part of a name (write {name})"
    with pytest.raises(PydanticCustomError, match=re.escape(message)):
        parse_name(text)


@pytest.mark.parametrize(
    "text",
    ["Doe, D.", "Doe, M. S.", "Doe, P. D.", "Doe, MD", "Drake, Jane", "Profeta, Ana", "Msc, A.", "Dr, J."],
)
def test_names_that_look_like_titles_stay(text: str):
    assert parse_name(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Department of Physics, University of Blue", "Institute of Physics, Leeds",
        "Smith, University of Leeds", "Society, A.", "Universität Wien, Wien", "Lamp Group, Leeds",
        "School of Dyes, Leeds", "Team, Lamp", "department of dyes, leeds", "Friends of Blue, Leeds",
        "東京大学, 物理", "CERN", "Laboratory", "東京大学",
    ],
)  # fmt: skip
def test_what_may_be_a_body_is_asked(text: str):
    with pytest.raises(PydanticCustomError, match="may be a body"):
        parse_name(text)


@pytest.mark.parametrize(
    "text",
    ["Group, A.", "Bank, A. B.", "van der Bank, Andrew", "Press, William H.", "School, Max", "And, Metin",
     "Al, Et", "Andersson, A.", "von und zu Lampe, Hans", "Ortega y Gasset, José", "Costa e Silva, J."],
)  # fmt: skip
def test_people_are_not_taken_for_bodies(text: str):
    assert parse_name(text) == text
    assert not parse_name(text).is_body


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Jane Doe", '"Doe, Jane"'), ("Ludwig van der Doe", '"van der Doe, Ludwig"'),
        ("Henry Ford III", '"Ford, Henry, III"'), ("van Gogh", "{family: Gogh, particle: van}"),
        ("bell hooks", '"hooks, bell"'), ("Petrov A V", '"Petrov, A V"'), ("Kim SJ", '"Kim, SJ"'),
        ("Martin Luther King, Jr.", '"King, Martin Luther, Jr."'),
    ],
)  # fmt: skip
def test_a_name_in_its_natural_order_is_shown_divided(text: str, person: str):
    with pytest.raises(PydanticCustomError, match=re.escape(person)):
        parse_name(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Petrov, A V", NameParts("Petrov", "A V")), ("Petrov, IV", NameParts("Petrov", "IV")),
        ("Ford V, Henry", NameParts("Ford", "Henry", suffix="V")),
        ("King, Jr.", NameParts("King", suffix="Jr.")),
        ("van der Doe, III", NameParts("Doe", particle="van der", suffix="III")),
    ],
)  # fmt: skip
def test_initials_are_no_suffix(text: str, parts: NameParts):
    assert parse_name(text).parts == parts


@pytest.mark.parametrize(
    ("text", "parts"), [("王，伟", NameParts("王", "伟")), ("محمد، علي", NameParts("محمد", "علي"))]
)
def test_the_commas_of_other_scripts_divide_names(text: str, parts: NameParts):
    assert parse_name(text).parts == parts


def read(value: Any) -> Byline:
    return TypeAdapter(NameText).validate_python(value)


def test_a_name_is_a_mapping_as_well():
    jane = read({"family": "Doe", "given": "Jane", "particle": "van", "orcid": "0000-0002-1825-0097"})
    assert jane == "van Doe, Jane" == read("van Doe, Jane")
    assert jane.orcid == "0000-0002-1825-0097"
    assert read({"literal": "Doe, Roe, and Sons"}).is_body
    assert deepcopy(jane).parts == jane.parts
    with pytest.raises(ValidationError):
        read({"family": "Doe", "literal": "Doe and Sons"})


@pytest.mark.parametrize(
    "name",
    ["Institute of Physics and Chemistry", "Institute of Physics & Chemistry", "Doe, Roe, and Sons",
     "100% Red & Blue Co.", "University, Leeds", "Dyers, Painters and Kilns Society", "the lower case group"],
)  # fmt: skip
def test_a_body_may_have_commas_and_the_word_and(name: str):
    assert read({"literal": name}).parts == NameParts(literal=name)


@pytest.mark.parametrize(
    "value",
    [
        {"family": "Doe", "given": "J. et al."}, {"family": "Doe et al."}, {"literal": "Lamp Group et al."},
        {"literal": "et al."}, {"literal": "Others"}, {"family": "Doe", "suffix": "et al."},
        {"family": "Doe and Roe"}, {"family": "Doe", "given": "Jane and Rick"}, {"family": "Doe & Roe"},
        {"family": "Doe; Roe"}, {"literal": "Doe, J. and Roe, R."}, {"literal": "J. Doe & R. Roe"},
        {"literal": "Doe, Jane; Roe, Rick"}, {"literal": "Jane Doe and Rick Roe"}, {"literal": "A and B"},
        {"literal": "Doe; Roe"}, {"family": "Lamp Collaboration"},
    ],
)  # fmt: skip
def test_a_mapping_is_one_person_or_body_as_well(value: dict[str, str]):
    with pytest.raises(ValidationError):
        read(value)


def test_braces_declare_that_two_names_are_those_of_one_body():
    assert read("{Doe & Roe}").parts == NameParts(literal="Doe & Roe")
    assert read({"literal": "{Doe & Roe}", "native": "甲"}).parts == NameParts(
        literal="Doe & Roe", native="甲"
    )


def test_a_name_is_written_in_many_ways() -> None:
    behind = {"Carberry", "Carberry JS", "Carberry Josiah S."}
    before = {"Josiah S. Carberry", "Josiah Carberry", "JS Carberry", "J Carberry"}
    assert set(person_names("Carberry, Josiah S.")) == behind | before
    assert person_names("Plato") == ("Plato",)
    assert {"van der Graaf", "A van der Graaf"} <= set(person_names("Graaf, Aaron van der"))
    assert "周凯" in person_names("Zhou, Kai (周凯)")
    assert person_names("{Lamp Group}") == ("Lamp Group",)
    assert {"Небылицын Фома", "Nebylitsyn", "Foma Nebylitsyn"} <= set(person_names("Небылицын, Фома"))
    assert {"Ουδένας", "Oudenas", "Ikaros Oudenas"} <= set(person_names("Ουδένας, Ίκαρος"))
    assert {"烏有", "WuYou", "WuYou Ying"} <= set(person_names("烏有, 影"))
    assert not [name for name in person_names("Łącka, Zofia") if "Lacka" in name]


@pytest.mark.parametrize(
    ("given", "spaced"),
    [("SH", "S. H."), ("Yu.A.", "Yu. A."), ("H. -G.", "H.-G."), ("J.-P.", "J.-P."), ("Jo", "Jo")],
)
def test_initials_stand_apart(given: str, spaced: str):
    assert space_initials(given) == spaced
