"""A page in a browser -> what went wrong on it: the only file that knows how a browser reports errors."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request, WebError

INLINE = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Collects errors and strays of `page`, its workers and pop-ups, from now on.

    A stray is the address of a request that left `origin`: the base address of a served folder, or the
    `file://` address of a folder on disk.
    """

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.on("console", self._hear)
        self.page.context.on("weberror", self._catch)
        self.page.context.on("request", self._follow)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.location['url']}: {message.text}")

    def _catch(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _follow(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin.rstrip('/')}/", *INLINE)):
            self.strays.append(request.url)
