"""The pages for people: signing in, the explorer, choosing a password, accepting an employment."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claimgraph.auth.acceptance import use_link_to_accept
from claimgraph.auth.links import USED_UP, Link, LinkState, link_state, use_link_for_password
from claimgraph.errors import BadInput, Unauthenticated
from claimgraph.server import explorer
from claimgraph.server.assets import asset
from claimgraph.server.identity import asking, recognised, refuse_foreign_origin, signed_in
from claimgraph.server.running import Running
from claimgraph.server.sign_in import texts

HERE = Path(__file__).parent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
)


def page(template: str, **values: object) -> Response:
    """A page of ours, which loads nothing but what this server has."""
    text = _templates.get_template(template).render(values)
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


async def first(request: Request) -> Response:
    """`GET /`: the explorer for whoever is signed in, for all others the page to sign in."""
    settings = Running.of(request).settings
    if await signed_in(request) is None:
        return page("sign_in.html", people=settings.demo_people, then="/")
    return explorer.built(settings.explorer_folder) or page("explorer.html")


async def invitation(request: Request) -> Response:
    """`GET /password?token=...`: what the link of a mail leads to."""
    token = request.query_params.get("token", "")
    services = Running.of(request).services
    async with services.database.reading() as reading:
        link = await link_state(reading, token, services.clock())
    if link.state is LinkState.USED_UP:
        return page("said.html", title="This link is over", text=USED_UP)
    if link.state is LinkState.NEW_PASSWORD:
        return page("password.html", token=token, name=link.name, email=link.email)
    return await _acceptance(request, token, link)


async def _acceptance(request: Request, token: str, link: Link) -> Response:
    if await signed_in(request) is None:
        return page("sign_in.html", people=(), then=f"/password?token={token}")
    return page("accept.html", token=token, email=link.email, company=" and ".join(link.companies))


async def choose_password(request: Request) -> Response:
    """`POST /password` with `{"token", "password"}`: 204. Raises BadInput with what is against it."""
    refuse_foreign_origin(request)
    token, password = await texts(request, "token", "password")
    running = Running.of(request)
    services = running.services
    _refuse(
        await use_link_for_password(
            services.database, running.passwords, token, password, services.clock(), services.new_key
        )
    )
    return Response(status_code=204)


async def accept_employment(request: Request) -> Response:
    """`POST /employment` with `{"token"}` by whoever is signed in: 204. Raises BadInput, Unauthenticated."""
    known = await recognised(request)
    if known is None:
        raise Unauthenticated
    (token,) = await texts(request, "token")
    services = Running.of(request).services
    asked = await asking(request, known)
    _refuse(await use_link_to_accept(services.database, token, asked, services.new_key))
    return Response(status_code=204)


async def static(request: Request) -> Response:
    """`GET /static/...`: style, script and picture of the pages."""
    return asset(HERE / "static", request.path_params["path"])


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise BadInput(" ".join(reasons))
