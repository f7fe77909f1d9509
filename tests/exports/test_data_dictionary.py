"""The fields of the data that is given away."""

from tests.toy import read_toy
from virtualissue.exports.data_dictionary import find_resources


def test_every_field_is_explained():
    for resource in find_resources(read_toy()).values():
        names = [field.name for field in resource.fields]
        assert len(set(names)) == len(names)
        assert all(field.description.endswith(".") for field in resource.fields)
