"""Issue -> the generated stylesheet: colours of families, in light and in dark, as properties and classes."""

from virtualissue.model.issue import Issue


def render_accents(issue: Issue) -> str:
    """`--family-SLUG` is a colour, `.accent-SLUG` makes it an accent, `.page-accent-SLUG` that of a page."""
    families = issue.families.items()
    light = " ".join(f"--family-{slug}: {family.colour.light};" for slug, family in families)
    dark = " ".join(f"--family-{slug}: {family.colour.dark};" for slug, family in families)
    rules = [
        "/* Generated from content/families. */",
        f":root {{ {light} }}",
        f'@media screen {{ [data-md-color-scheme="slate"] {{ {dark} }} }}',
        *(
            f".accent-{slug}, body:has(.page-accent-{slug}) {{ --accent: var(--family-{slug}); }}"
            for slug in issue.families
        ),
    ]
    return "\n".join(rules) + "\n"
