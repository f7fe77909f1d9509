"""What is told of a field: by every name that a message or a file gives it."""

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.toy import CONTENT
from virtualissue.authoring.content_schemas import ENTITIES, FILES
from virtualissue.authoring.explanations import ExplanationError, list_fields, render_explanation
from virtualissue.loader.yaml_tree import yaml_loader


def test_a_field_is_told_with_its_form_and_an_example():
    told = render_explanation("family.color")
    assert "The color on light and dark backgrounds" in told
    assert "needed  no" in told
    assert "needed  yes" in render_explanation("family.name")
    assert "Its fields:\n  light  needed  The color on a light background" in told
    assert "color: {light: '#1762b6', dark: '#1762b6'}" in told


def test_what_a_field_is_without_being_given_is_told():
    assert "default  en" in render_explanation("issue.language")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("families.icon", "family.icon"),
        ("families/*.yml", "family: content/families/*.yml"),
        ("glossary.definition", "term.definition"),
        ("family.read_first[2].article", "family.read_first[].article"),
        ("article.authors.orcid", "article.authors[].orcid"),
        ("problem.givens.T.unit", "problem.givens.NAME.unit"),
        ("problem.givens.unit", "problem.givens.NAME.unit"),
        ("course/plans", "plan: content/course/plans/*.yml"),
        ("guide.figure.curves.over", "guide.figure.curves[].over"),
    ],
)
def test_it_is_found_by_what_messages_and_files_call_it(asked: str, found: str):
    assert render_explanation(asked).startswith(f"{found}\n")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("artcle", r"no kind of file is called artcle \(did you mean article\?\)"),
        ("style", r"no kind of file is called style \(did you mean issue.style\?\)"),
        ("family.icno", r"no field icno of family \(did you mean icon\?\)"),
        ("family.color.drak", r"no field color.drak of family \(did you mean dark\?\)"),
        ("family.icon.size", r"no field icon.size of family"),
        ("", ""),
    ],
)
def test_what_there_is_not_is_told_with_what_is_near(asked: str, told: str):
    if not asked:
        assert all(files in render_explanation() for files in FILES.values())
        return
    with pytest.raises(ExplanationError, match=told):
        render_explanation(asked)


@pytest.mark.parametrize("kind", ENTITIES)
def test_every_field_can_be_asked_for_and_its_example_is_yaml_that_fits(kind: str):
    for field in list_fields(kind):
        assert field.path in render_explanation(field.path)
        given = yaml.load(field.example, Loader=yaml_loader())[field.name]
        assert Draft7Validator(field.schema).is_valid(given), field.path


def test_every_kind_that_the_toy_has_is_told():
    for kind, files in FILES.items():
        assert list(CONTENT.glob(files)), kind
        assert render_explanation(kind).startswith(f"{kind}: content/{files}")


@pytest.mark.parametrize(
    ("field", "example"),
    [
        ("fact.value", "value: '2.5e-3'"),
        ("fact.stated.source", "source: editorial"),
        ("article.authors.particle", "particle: van der"),
        ("article.journal.short", "short: J. Pigm."),
        ("issue.constants.value", "value: '67.4'"),
    ],
)
def test_an_example_is_what_the_field_may_hold(field: str, example: str):
    assert f"    {example}" in render_explanation(field).splitlines()


def test_a_point_at_an_end_of_a_name_is_passed_over():
    assert render_explanation("family.") == render_explanation("family")
    with pytest.raises(ExplanationError, match=r"no kind of file is called icon \(did you mean family.icon"):
        render_explanation(".icon")
