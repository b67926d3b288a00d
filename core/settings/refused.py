"""What is wrong with a value or a key, in one French line."""

import difflib
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

_FRENCH = {
    "missing": "clé manquante",
    "bool_type": "true ou false attendu",
    "bool_parsing": "true ou false attendu",
    "int_parsing": "nombre entier attendu",
    "int_type": "nombre entier attendu",
    "float_parsing": "nombre attendu",
    "float_type": "nombre attendu",
    "string_type": "texte entre guillemets attendu",
    "tuple_type": "liste entre crochets attendue",
    "model_type": "table attendue",
    "model_attributes_type": "table attendue",
    "greater_than": "plus de {gt} attendu",
    "greater_than_equal": "au moins {ge} attendu",
    "literal_error": "valeurs possibles : {expected}",
    "enum": "valeurs possibles : {expected}",
    "string_pattern_mismatch": "forme refusée",
    "string_too_short": "texte vide",
    "value_error": "{error}",
}


def explain(error: ValidationError, known: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    """One French line for the first problem: the key, what is wrong, the nearest of the `known` names."""
    problems = error.errors()  # a misspelt key comes before the one that is missing for it
    first = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
    where = [str(part) for part in first["loc"] if not isinstance(part, int)]
    name = ".".join(where)
    if first["type"] != "extra_forbidden":
        template = _FRENCH.get(first["type"], first["msg"])
        detail = template.format(
            **{k: str(v).replace(" or ", " ou ") for k, v in first.get("ctx", {}).items()}
        )
        given = (
            ""
            if first["type"] == "missing" or isinstance(first["input"], dict)
            else f" (« {first['input']} »)"
        )
        return f"{name}{given} : {detail}" if name else detail
    names = known[tuple(where[:-1])]
    near = difflib.get_close_matches(where[-1], names, n=1)
    hint = f" ; vouliez-vous dire « {near[0]} » ?" if near else f" ; clés connues : {', '.join(names)}"
    return f"{name} : clé inconnue{hint}"
