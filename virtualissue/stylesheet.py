"""Issue -> the generated stylesheet: each family's accent, in light and in dark, as classes."""

from virtualissue.issue import Issue


def render_accents(issue: Issue) -> str:
    """`.accent-SLUG` sets the accent of an element, `.page-accent-SLUG` that of the page it stands on."""
    rules = ["/* Generated from content/families. */"]
    for slug, family in issue.families.items():
        light, dark = family.colour.light, family.colour.dark
        places = f".accent-{slug}, body:has(.page-accent-{slug})"
        rules.append(f"{places} {{ --accent: {light}; }}")
        rules.append(f'[data-md-color-scheme="slate"] .accent-{slug}, ')
        rules[-1] += f'body[data-md-color-scheme="slate"]:has(.page-accent-{slug}) {{ --accent: {dark}; }}'
    return "\n".join(rules) + "\n"
