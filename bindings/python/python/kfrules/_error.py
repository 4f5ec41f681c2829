"""The package's own exception."""


class Error(ValueError):
    """What is wrong, and where: the file, line, column and rule of a pack.

    The message is complete; the parts are attributes, ``None`` where they do not apply.

    >>> try:
    ...     kfrules.Ruleset(("shop.toml", 'id = "shop"\\ncolour = 3'))
    ... except kfrules.Error as error:
    ...     print(error.origin, error.line, error.column)
    shop.toml 2 1
    """

    origin: str | None
    """The pack's file name, or what it was called when it was read."""
    line: int | None
    """The line in the pack, from 1."""
    column: int | None
    """The column in the line, in characters from 1."""
    rule: str | None
    """The id of the rule."""

    def __init__(
        self,
        message: str,
        origin: str | None = None,
        line: int | None = None,
        column: int | None = None,
        rule: str | None = None,
    ) -> None:
        super().__init__(message, origin, line, column, rule)
        self.origin = origin
        self.line = line
        self.column = column
        self.rule = rule

    def __str__(self) -> str:
        return str(self.args[0])
