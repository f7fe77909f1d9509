from typing import Annotated, get_args

import pytest
from pydantic import StringConstraints

from virtualissue.loader.validation import SHAPES
from virtualissue.model import chart
from virtualissue.text import fields as record


@pytest.mark.parametrize("module", [chart, record])
def test_every_shape_of_text_has_its_words(module):
    shapes = [
        value
        for value in vars(module).values()
        if type(value) is type(Annotated[str, ""])
        and any(isinstance(part, StringConstraints) for part in get_args(value))
    ]
    assert shapes
    assert [shape for shape in shapes if shape not in [known for known, _ in SHAPES]] == []
