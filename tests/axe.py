"""A page in a browser -> breaches of the rules of accessibility: the only file that knows axe-core."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

# For every word, axe reads the colours of all that lies behind it, on a long page tens of thousands of times.
REMEMBER_COLOURS = """(() => {
  const { Color } = axe.commons.color, { parseString } = Color.prototype, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parseString.call(new Color(0, 0, 0), text));
    const { r, g, b, alpha } = known.get(text);
    return Object.assign(this, { r, g, b, alpha });
  };
})()"""
# All rules run, those too that axe leaves out unless they are asked for; only what it has withdrawn does not.
# Of what passes no list is made.
RUN = """async options => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated'));
  const all = Object.fromEntries(rules.map(rule => [rule.ruleId, { enabled: true }]));
  return (await axe.run({ resultTypes: ['violations'], rules: all, ...options })).violations;
}"""


def find_violations(page: Page, **options: Any) -> list[str]:
    """Each breach of a rule with the element that breaks it; axe stays on the page for the next time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};{REMEMBER_COLOURS}")
    found = page.evaluate(RUN, options)
    return [f"{rule['id']}: {node['target']} {node['html']}" for rule in found for node in rule["nodes"]]
