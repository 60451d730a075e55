"""Which fixture files hold curated comparisons. They are loaded by catalogue.imports, after the facts they refer to."""

COMPARISON_FILES = ("comparisons",)
