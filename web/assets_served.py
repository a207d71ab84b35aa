"""Compiled styles, scripts and icons: served under a folder named by their content.

A browser may keep them for a year: when one of them changes, the folder's name does.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "assets"
SUMS = FOLDER / "sha256sums.txt"
UNDER = "/assets/"
_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the assets are to be found by a browser."""

    path: str

    def url(self, name: str) -> str:
        """Give the address of one asset, such as `main.css`."""
        return f"{self.path}/{name}"


class _KeptFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _YEAR
        return response


def read_assets() -> Assets:
    """Name the folder by the sums of all that is in it."""
    name = hashlib.sha256(SUMS.read_bytes()).hexdigest()[:12]
    return Assets(f"{UNDER}{name}")


def serve_assets(app: FastAPI, assets: Assets) -> None:
    """Serve the compiled assets with an application."""
    app.mount(assets.path, _KeptFiles(directory=FOLDER), name="assets")
