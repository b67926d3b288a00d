"""All routes of the application, whatever router they came by, and what each takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant


@dataclass(frozen=True)
class Route:
    """One address and method. `needs` are the functions that it depends on, down to the last."""

    method: str
    path: str
    path_names: tuple[str, ...]
    query_names: tuple[str, ...]
    form_names: tuple[str, ...]
    needs: frozenset[Any]

    def at(self, value: str) -> str:
        """Its path with a value in all its places."""
        path = self.path
        for name in self.path_names:
            path = path.replace(f"{{{name}}}", value).replace(f"{{{name}:path}}", value)
        return path


def every(app: FastAPI) -> list[Route]:
    """Each route once a method."""
    found = []
    for route in _flat(app.routes):
        dependants = list(_down(route.dependant))
        names = [_names(dependants, kind) for kind in ("path_params", "query_params", "body_params")]
        needs = frozenset(one.call for one in dependants if one.call)
        found += [Route(method, route.path, *names, needs) for method in sorted(route.methods)]
    return found


def _flat(routes: Any) -> Iterator[Any]:
    """FastAPI keeps included routers whole (0.165), and flattened before."""
    for route in routes:
        if hasattr(route, "effective_route_contexts"):
            yield from route.effective_route_contexts()
        elif hasattr(route, "dependant"):
            yield route


def _down(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for one in dependant.dependencies:
        yield from _down(one)


def _names(dependants: list[Dependant], kind: str) -> tuple[str, ...]:
    fields = [field for one in dependants for field in getattr(one, kind)]
    names: list[str] = []
    for field in fields:
        model = getattr(field.field_info, "annotation", None)
        inner = getattr(model, "model_fields", None)  # a model stands for its fields
        names += list(inner) if inner else [field.alias]
    return tuple(dict.fromkeys(names))
