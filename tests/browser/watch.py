"""A page in a browser -> what went wrong on it: the only file that knows how a browser reports errors."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import ConsoleMessage, Page, Request, WebError

INLINE = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Collects errors and requests of `page`, its workers and pop-ups, for as long as a block runs.

    A stray is the address of a request that left `origin`: the base address of a served folder, or the
    `file://` address of a folder on disk.
    """

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        for event, hear in self._ears.items():
            self.page.context.on(event, hear)
        return self

    def __exit__(self, *_: object) -> None:
        for event, hear in self._ears.items():
            self.page.context.remove_listener(event, hear)

    @property
    def _ears(self) -> Mapping[Any, Callable[..., None]]:
        return {"console": self._hear, "weberror": self._catch, "request": self._follow}

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.location['url']}: {message.text}")

    def _catch(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _follow(self, request: Request) -> None:
        self.requests.append(request.url)

    @property
    def strays(self) -> list[str]:
        home = f"{self.origin.rstrip('/')}/"
        return [address for address in self.requests if not address.startswith((home, *INLINE))]


def open_folds(page: Page) -> None:
    """Opens all that is folded, so that it is looked at as well."""
    page.locator("details.vi-fold").evaluate_all("folds => folds.forEach(fold => { fold.open = true })")


@contextmanager
def at_peace(page: Page, origin: str) -> Iterator[None]:
    """While the block runs, no error is reported and no request strays."""
    with Watch(page, origin) as watch:
        yield
    faults = [*watch.errors, *watch.strays]
    assert not faults, faults
