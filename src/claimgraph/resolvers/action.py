"""Actions: how a function becomes a mutation.

`@action` says who may, what stands against it, and what it leaves behind; the function only makes the
change. Payload, guard, refusals, matrix line and `viewerActions` follow from it.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

from graphql import GraphQLResolveInfo
from graphql.execution.values import get_argument_values
from strawberry.utils.str_converters import capitalize_first

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Forbidden, NotFound, Refusal, Unauthenticated
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.entry import root_field, selected
from claimgraph.resolvers.reader.door import Reader
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.resolvers.reader.selection import camel
from claimgraph.resolvers.work import Refused, Work, checked_key, digest, earlier_answer, held_by, remember
from claimgraph.rules.ruling import codes_of
from claimgraph.schema.declared import NAMES, TYPES, Argument, Field, One, text_of
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import Change, Request, understood
from claimgraph.schema.offer import OFFERS, READ_ONLY, Offer, Rule
from claimgraph.schema.payload import GIVEN, given_after, payload
from claimgraph.storage.database import Writing

Info = GraphQLResolveInfo[Context]
Function = TypeVar("Function", bound=Callable[..., Awaitable[Any]])
Target = Callable[[Work, Any], tuple[str, UUID]]
Before = Callable[[Work, Any, Known], Awaitable[Mapping[str, Any]]]
"""Facts that the input decides instead of the object, such as the period that it names."""

Again = Callable[[Work, Any, Mapping[str, Any]], Awaitable[None]]
"""Shows what is never kept when a key is answered again, from the input and from what was kept."""

SHORT = {"ProgressClaim": "claim", "BillingPeriod": "period"}
"""Types that inputs call by a shorter name."""


@dataclass(frozen=True)
class Action:
    """A mutation: its function, who may, what stands against it, and what it answers."""

    function: Callable[..., Awaitable[Any]]
    event: str
    on: tuple[str, ...]
    gives: tuple[str, ...]
    open_to: OpenTo
    unless: Rule | None
    refuses: tuple[str, ...]
    target: Target | None
    by: str
    version: str
    in_archive: bool
    forbids: Callable[..., str | None] | None
    before: Before | None
    again: Again | None
    besides: Mapping[str, Field]

    @property
    def name(self) -> str:
        """The mutation's name."""
        return camel(self.function.__name__)

    @property
    def codes(self) -> tuple[str, ...]:
        """The refusals of its own: the rule's, and those of the input."""
        return tuple(dict.fromkeys((*codes_of(self.unless), *self.refuses)))

    @property
    def facts(self) -> list[str]:
        """The facts that the function asks, after work, object and input."""
        return list(inspect.signature(self.function).parameters)[3:]

    @property
    def in_short(self) -> str:
        """What it does, in its first sentence, without the full stop."""
        return text_of(self.function).rstrip(".").split(". ")[0]

    @property
    def description(self) -> str:
        """What it does, to whom it is open, and what it can refuse."""
        refusals = f" Own refusals: {', '.join(self.codes)}." if self.codes else ""
        return f"{text_of(self.function)} {self.open_to.sentence}{refusals}"

    @property
    def input_type(self) -> str:
        """The name of its input."""
        return f"{capitalize_first(self.name)}Input"

    @property
    def payload_type(self) -> str:
        """The name of what it answers."""
        return f"{capitalize_first(self.name)}Payload"

    def offer(self, on: str) -> Offer:
        """How it concerns objects of a type."""
        return Offer(
            name=self.function.__name__.upper(),
            mutation=self.name,
            on=on,
            open_to=self.open_to,
            text=text_of(self.function),
            rule=self.unless,
            in_archive=self.in_archive,
            forbids=self.forbids,
        )

    def asks(self, on: str) -> list[str]:
        """All that is asked of an object before anything is done."""
        version = [self.version] if issubclass(NAMES[self.input_type], Change) else []
        return [*self.offer(on).facts, *self.facts, *_led_to(self, on), *_standing_facts(on), *version]

    def aimed_at(self, work: Work, given: Any) -> tuple[str, UUID]:
        """The type and key of the object that the input names. Raises BadInput for an id that is none."""
        if self.target:
            return self.target(work, given)
        return self.on[0], key_of(self.on[0], getattr(given, self.by))


ACTIONS: dict[str, Action] = {}
"""Every mutation by its function's name."""

MUTATIONS: dict[str, Any] = {}
"""The root fields for changing, by name."""


def action(
    event: str,
    *,
    on: str | tuple[str, ...],
    gives: str | tuple[str, ...],
    open_to: OpenTo,
    unless: Rule | None = None,
    refuses: tuple[str, ...] = (),
    target: Target | None = None,
    by: str = "",
    version: str = "shown_version",
    in_archive: bool = False,
    forbids: Callable[..., str | None] | None = None,
    before: Before | None = None,
    again: Again | None = None,
    besides: Mapping[str, Field] | None = None,
    says: Mapping[str, str] | None = None,
) -> Callable[[Function], Function]:
    """Makes a function a mutation.

    `on` is the type that it is judged on, named by the input's `by` or found by `target`; `version` the fact
    that expectedVersion means; `refuses` the codes that depend on the input; `forbids` narrows who may, by
    facts; `before` gives facts that the input decides; `again` shows what is never kept when a key is
    answered again; `besides` are further fields of the payload; `says` are texts for what it gives, where
    the usual one does not fit.
    """

    def register(function: Function) -> Function:
        types = on if isinstance(on, tuple) else (on,)
        names = gives if isinstance(gives, tuple) else (gives,)
        short = SHORT.get(types[0], _snake(types[0]))
        made = Action(
            function=function,
            event=event,
            on=types,
            gives=names,
            open_to=open_to,
            unless=unless,
            refuses=refuses,
            target=target,
            by=by or f"{short}_id",
            version=version,
            in_archive=in_archive,
            forbids=forbids,
            before=before,
            again=again,
            besides=besides or {},
        )
        for type_name in types:
            OFFERS.setdefault(type_name, []).append(made.offer(type_name))
        ACTIONS[function.__name__] = made
        MUTATIONS[function.__name__] = _root(made, says or {})
        return function

    return register


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _root(made: Action, says: Mapping[str, str]) -> Any:
    there = (*made.on, *(of for name in made.on for of in held_by(name)))
    shown = {
        name: given_after(name, is_there=GIVEN[name] in there, text=says.get(name))
        for name in made.gives
        if name in GIVEN
    }
    answered = payload(made.name, made.payload_type, {**shown, **made.besides})

    async def answer(info: Info, input: Any) -> Finished:
        return await perform(info, made, answered, input)

    arguments = (Argument(name="input", type=made.input_type, text="What is to be done."),)
    return root_field(
        made.function.__name__, f"{answered} | None", made.description, arguments, answer, made.open_to, made
    )


async def perform(info: Info, made: Action, answered: str, given: Any) -> Finished:
    """Does one mutation, whole or not at all, and answers its payload."""
    context = info.context
    if context.viewer is None:
        raise Unauthenticated
    if context.viewer.is_read_only:
        raise Forbidden(READ_ONLY)
    understood(given)
    raw = get_argument_values(
        info.parent_type.fields[info.field_name], info.field_nodes[0], context.operation.variable_values
    )

    async def do(writing: Writing) -> Finished:
        work = Work(context, writing)
        shown = await _tried(work, made, given, digest(made.name, raw))
        if work.refusals or given.dry_run:
            writing.undo()
        return await Reader(context, selected(info), writing).value(answered, _value(made, work, shown))

    finished: Finished = await context.services.database.work(do)
    return finished


async def _tried(work: Work, made: Action, given: Request, input_digest: str) -> dict[str, Any]:
    """The work in its order; what the payload shows, also when it was refused."""
    shown: dict[str, Any] = {}
    try:
        key = checked_key(given.idempotency_key)
        key = None if given.dry_run else key
        if key is not None:
            earlier = await earlier_answer(work, key, made.name, input_digest)
            if earlier is not None:
                return await _earlier(work, made, given, earlier)
        type_name, target = made.aimed_at(work, given)
        await work.lock(type_name, target)
        judged = await _judged(work, made, type_name, target, given)
        shown = _as_it_is(work, made, type_name, judged)
        await _agreed(work, made, judged, given)
        shown = await _done(work, made, type_name, judged, given)
        if key is not None:
            await remember(work, key, _to_remember(work, shown))
    except Refused:
        pass
    return shown


async def _judged(work: Work, made: Action, type_name: str, target: UUID, given: Any) -> Known:
    """The object, as far as it exists for the viewer and the mutation is open to him."""
    offer = made.offer(type_name)
    judged = await work.known(type_name, target, *made.asks(type_name))
    if judged is None:
        raise NotFound
    if made.before:
        facts = {**judged.facts, **await made.before(work, given, judged)}
        judged = Known(judged.key, facts.get("standings", judged.standings), facts)
    forbidden = offer.forbidden(judged.standings, judged.facts)
    if forbidden:
        raise Forbidden(forbidden)
    return judged


def _led_to(made: Action, type_name: str) -> list[str]:
    """What the payload shows that the object leads to, such as the person of an employment."""
    return [name for name in made.gives if isinstance(TYPES[type_name].fields.get(name), One)]


def _standing_facts(type_name: str) -> list[str]:
    """What every action asks of objects that have it: whether the project is archived."""
    declared = TYPES[type_name]
    columns = declared.model._meta.fields_map if declared.model else {}
    return ["is_archived"] if "is_archived" in declared.reach or "is_archived" in columns else []


async def _agreed(work: Work, made: Action, judged: Known, given: Any) -> None:
    """The version and the rule: a stale version stops at once, reasons of the rule wait for the input's."""
    expected = getattr(given, "expected_version", None)
    if expected is not None and expected != judged.facts[made.version]:
        work.refuse([Refusal("VERSION_CONFLICT", STALE, ("input", "expectedVersion"))])
        raise Refused
    offer = made.offer(made.on[0])
    work.refuse(offer.reasons(bool(judged.facts.get("is_archived")), judged.facts))


STALE = "It changed since you read it; look at it as it is now, and decide again."


async def _done(work: Work, made: Action, type_name: str, judged: Known, given: Any) -> dict[str, Any]:
    """The function's change, and its audit."""
    model = TYPES[type_name].model
    assert model is not None
    row = await model.get(id=judged.key)
    facts = {name: judged.facts[name] for name in made.facts}
    result = await made.function(work, row, given, **facts)
    work.stop_if_refused()
    shown = dict(result) if isinstance(result, Mapping) else {made.gives[0]: result}
    subject = shown.get(made.gives[0])
    subject_type, subject_key = (
        (GIVEN[made.gives[0]], subject.id) if isinstance(subject, models.Row) else (type_name, judged.key)
    )
    reason = getattr(given, "reason", None)
    await work.audit(made.event, subject_type, subject_key, reason)
    return shown


def _as_it_is(work: Work, made: Action, type_name: str, judged: Known) -> dict[str, Any]:
    """What a payload shows when nothing was done: the object as it stands, and what it leads to."""
    there = {type_name: judged.key, "Commitment": work.commitment_id, "Project": work.project_id}
    shown = {name: there.get(GIVEN[name]) for name in made.gives if name in GIVEN}
    return shown | {name: judged.facts[name] for name in _led_to(made, type_name)}


def _value(made: Action, work: Work, shown: Mapping[str, Any]) -> SimpleNamespace:
    """The value behind the payload: keys of what it gives, and what it tells besides."""
    keys = {f"{name}_id": _key(shown.get(name)) for name in made.gives if name in GIVEN}
    plain = {name: value for name, value in {**work.shown, **shown}.items() if name not in GIVEN}
    besides = {**dict.fromkeys(made.besides), **EMPTY, **plain}
    return SimpleNamespace(**keys, **besides, user_errors=work.refusals, warnings=work.warnings)


EMPTY: dict[str, Any] = {"rows": [], "subject": []}
"""What lists of a payload are when there is nothing to show."""


def _key(shown: Any) -> UUID | None:
    return shown.id if isinstance(shown, models.Row) else shown


NEVER_KEPT = frozenset({"secret", "upload", "rows"})
"""What is told once and never kept: secrets, and what the input itself says."""


def _to_remember(work: Work, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What a repeated key is answered from: keys and plain values."""
    keys = {name: str(_key(value)) for name, value in shown.items() if name in GIVEN and value is not None}
    plain = {name: value for name, value in {**work.shown, **shown}.items() if name not in GIVEN}
    plain = {name: value for name, value in plain.items() if name not in NEVER_KEPT}
    warnings = [[one.code, one.message, list(one.path)] for one in work.warnings]
    return {"keys": keys, "plain": plain, "warnings": warnings}


async def _earlier(work: Work, made: Action, given: Any, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered before; read again under the rights of today."""
    if made.again:
        await made.again(work, given, answer["plain"])
    work.warn(Refusal(code, message, tuple(path)) for code, message, path in answer["warnings"])
    return {name: UUID(key) for name, key in answer["keys"].items()} | dict(answer["plain"])
