"""A page in a browser -> breaches of the rules of accessibility: the only file that knows axe-core."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

# For every word, axe reads the colors of all that lies behind it, on a long page tens of thousands of times.
REMEMBER_COLORS = """(() => {
  const { Color } = axe.commons.color, { parseString } = Color.prototype, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parseString.call(new Color(0, 0, 0), text));
    const { r, g, b, alpha } = known.get(text);
    return Object.assign(this, { r, g, b, alpha });
  };
})()"""
# Too little contrast breaks two rules, and each of them reads all colors anew. By itself, the stronger rule
# passes over what breaks the weaker one. Here it finds all; the weaker runs only where it found something.
STRONGER, WEAKER = "color-contrast-enhanced", "color-contrast"
FIND_ALL = f"""(() => {{
  const check = axe._audit.checks['{STRONGER}'];
  const {{ normal, large }} = check.options.contrastRatio;
  delete normal.minThreshold;
  delete large.minThreshold;
}})()"""
# All rules run, those too that axe leaves out unless they are asked for; only what it has withdrawn does not.
# Where the options name rules of their own, they are taken as they are. Of what passes no list is made.
RUN = f"""async ([tags, options]) => {{
  const always = {{ resultTypes: ['violations'], ...options }};
  const run = async some => (await axe.run(document, {{ ...some, ...always }})).violations;
  if (options.rules || options.runOnly) return run({{}});
  const only = values => ({{ runOnly: {{ type: 'rule', values }} }});
  const known = axe.getRules(tags).filter(rule => !rule.tags.includes('deprecated'));
  const strong = known.filter(rule => rule.ruleId !== '{WEAKER}');
  const found = await run(only(strong.map(rule => rule.ruleId)));
  const weak = found.some(rule => rule.id === '{STRONGER}');
  return weak ? [...found, ...(await run(only(['{WEAKER}'])))] : found;
}}"""
COLORS = ("cat.color",)  # the rules that may find something in one color scheme and nothing in another


def find_violations(page: Page, tags: Sequence[str] = (), **options: Any) -> list[str]:
    """Each breach of a rule, or of a rule with one of these tags, with the element that breaks it.

    axe stays on the page for the next time.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};{REMEMBER_COLORS};{FIND_ALL}")
    found = page.evaluate(RUN, [list(tags) or None, options])
    return [f"{rule['id']}: {node['target']} {node['html']}" for rule in found for node in rule["nodes"]]
