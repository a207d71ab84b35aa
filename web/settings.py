"""What the pages are told from outside: how to sign in, and their limits."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_PREFIX = "WEB_"
_PROVIDER = "WEB_OIDC_"


class WebSettingsError(Exception):
    """The environment says what the pages can not work with."""


class Provider(BaseModel):
    """The council's sign-on: one tenant of one OpenID Connect provider.

    `metadata_url` is the address of its published configuration, which names the
    issuer; for Entra ID it carries the tenant, never `common`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    metadata_url: str
    client_id: str
    client_secret: str = Field(repr=False)
    title: str = "your work account"


class WebSettings(BaseModel):
    """How the pages are served.

    `secure` says that browsers come by https: cookies are then for https only, and
    browsers are told to stay there. `idle` ends a session that is not used, `longest`
    ends any. `upload_bytes` is the most that one request may carry. `metrics_from`
    are the addresses of machines that may read `/metrics`. `workflows` is the folder
    of the workflow files: administration compares a district's pathway with them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    service_name: str = "Family Case Engine"
    organisation: str = "Troubled families programme"
    secure: bool = True
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=10)
    upload_bytes: int = Field(default=5_000_000, gt=0)
    metrics_from: frozenset[str] = frozenset({"127.0.0.1", "::1"})
    local_accounts: bool = True
    workflows: Path = Path(__file__).parent.parent / "workflows"
    provider: Provider | None = None

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; `__Host-` binds it to this host."""
        return "__Host-session" if self.secure else "session"


def read_web_settings(environment: Mapping[str, str]) -> WebSettings:
    """Read the settings from the environment's `WEB_...` names.

    Args:
        environment: such as `os.environ`. `WEB_METRICS_FROM` lists addresses with
            commas between them; a time is in seconds, or as ISO 8601 writes it.

    Raises:
        WebSettingsError: a value is not understood, or part of a provider is missing.
    """
    provider = _named(environment, _PROVIDER, Provider)
    values: dict[str, object] = dict(
        _named(environment, _PREFIX, WebSettings, without={"provider"})
    )
    if "metrics_from" in values:
        values["metrics_from"] = str(values["metrics_from"]).replace(",", " ").split()
    if provider:
        values["provider"] = provider
    try:
        return WebSettings.model_validate(values)
    except ValidationError as error:
        raise WebSettingsError(_in_words(error)) from error


def _named(
    environment: Mapping[str, str],
    prefix: str,
    model: type[BaseModel],
    *,
    without: frozenset[str] | set[str] = frozenset(),
) -> dict[str, str]:
    names = {prefix + name.upper(): name for name in model.model_fields}
    return {
        name: environment[variable]
        for variable, name in names.items()
        if variable in environment and name not in without
    }


def _in_words(error: ValidationError) -> str:
    faults = (
        f"{_variable(fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_input=False)
    )
    return " ".join(["The settings of the pages are not understood.", *faults])


def _variable(place: tuple[int | str, ...]) -> str:
    names = [str(part).upper() for part in place]
    if names[0] == "PROVIDER":
        return _PROVIDER + "_".join(names[1:])
    return _PREFIX + names[0]
