"""Publishes a virtual issue: YAML in; a website, an offline bundle, and handouts out.

The packages in the order in which to read them. Each imports from lower levels only:

    words         0  the fixed words of site and print, with plurals, numbers, and dates of a language
    diagnostics   1  a mistake in the content: file, line, column, and what there is instead
    files         1  files written whole, folders swapped in one move, and a record of what was written
    lock          1  one build at a time in one folder
    chemistry     1  formulas, space groups, reactions
    crystals      1  crystals: symmetry, distances, polyhedra
    text          2  prose, titles, and the field types that hold them
    quantities    2  amounts, units, conversion, expressions
    file_cache    2  what outside tools made, as files named by the hash of what they were made of
    bibliography  3  the record of a work, names of people, citation styles and references
    model         4  the entities of an issue and the issue that holds them
    authoring     5  what may be written: JSON Schemas, explanations and the reference of all fields
    views         5  what several outputs show alike: addresses, back-links, references, tables, answers
    loader        6  YAML files -> Issue
    charts        6  Issue -> SVG
    search        6  Issue -> search index
    exports       6  Issue -> data package
    checks        7  Issue -> findings: what is wrong between the files
    reports       7  mistakes as text with the line quoted, as JSON, or as annotations of GitHub
    importing     7  files of bibliographies -> articles in a folder of content
    print         7  Issue -> PDF handouts
    site          8  Issue -> website, offline bundle, preview server
    options       9  the options of each command
"""
