"""Characters of Unicode that replace others in plain text: lowered and raised signs, and a comma in names."""

LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
# back to the signs that are typed, of which minus is a hyphen
TYPED = {shifted: sign for table in (LOWERED, RAISED) for sign, shifted in table.items() if sign != ord("−")}
# In RIS, a comma always divides a name and cannot be escaped; this sign looks like one.
LOW_COMMA = "\u201a"
