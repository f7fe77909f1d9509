"""Charts as they are declared, and as they are once drawn: a picture for each width, and the same as a table.

This module knows the kinds of charts and the fields that each needs; `charts` knows how they are drawn.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from virtualissue.model.entities import Family
from virtualissue.model.entity import Entity, Ref
from virtualissue.model.fact import Fact, Quantity
from virtualissue.text.fields import ProseText, TitleText, Written
from virtualissue.text.titles import Title

# kind of chart -> the fields that it needs
NEEDS: Mapping[str, frozenset[str]] = {
    "values": frozenset({"quantity", "by"}),
    "years": frozenset({"by"}),
    "parts": frozenset({"facts"}),
    "matrix": frozenset({"rows", "columns"}),
    "map": frozenset(),
}
BEARERS = ("family", "material")  # what a fact can be of
FIELDS = frozenset().union(*NEEDS.values())

ChartPlace = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z-]+(#[a-z0-9-]+)?$"),
    Written("a page, or page#section", "home#numbers"),
]
Sort = Literal["family", "material", "technique", "theme"]


class Chart(Entity):
    """One chart: of which kind, what it shows, how to read it, and where it is.

    On pages or sections of them, and in the handouts of families.
    """

    kind: ClassVar[str] = "chart"
    form: Literal["values", "years", "parts", "matrix", "map"] = Field(
        alias="kind",
        description="What is drawn: values on an axis, articles by year, counts as bars, a matrix, or a map.",
    )
    title: TitleText = Field(description="The title above the chart.")
    gist: ProseText | None = Field(default=None, description="How to read the chart, in a sentence or two.")
    pages: tuple[ChartPlace, ...] = Field(
        min_length=1, description="The pages, or page#section, that show it."
    )
    handouts: tuple[Ref[Family], ...] = Field(
        default=(), description="The families whose handouts contain it."
    )
    quantity: Ref[Quantity] | None = Field(
        default=None, description="The quantity whose facts a chart of values shows."
    )
    facts: tuple[Ref[Fact], ...] = Field(default=(), description="The facts that a chart of parts counts.")
    by: Sort | None = Field(
        default=None, description="The kind of entity by which values or years are grouped."
    )
    rows: Sort | None = Field(default=None, description="The kind of entity in the rows of a matrix.")
    columns: Sort | None = Field(default=None, description="The kind of entity in the columns of a matrix.")

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Self:
        said = {name for name in FIELDS if getattr(self, name)}
        needed = NEEDS[self.form]
        if said != needed:
            asked, given = (", ".join(sorted(names)) or "nothing" for names in (needed, said))
            text = f"a chart of kind {self.form} needs {asked} (here: {given})"
            raise PydanticCustomError("chart", "{text}", {"text": text})
        if self.form == "values" and self.by not in BEARERS:
            text = f"values can be sorted only by {' or '.join(BEARERS)} (here: {self.by})"
            raise PydanticCustomError("chart", "{text}", {"text": text})
        if self.handouts and self.by != "family":
            text = f"only a chart by family can be in the handouts of families (here: {self.by or 'none'})"
            raise PydanticCustomError("chart", "{text}", {"text": text})
        return self

    @property
    def label(self) -> Title:
        """Its title."""
        return self.title
