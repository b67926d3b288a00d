"""The weights a workspace judges with: its own once it was trained, else the package's."""

from typing import TYPE_CHECKING

from core.errors import SettingsError
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from nlp.relevance.weights import Weights


def weights_of(workspace: Workspace | None) -> "Weights | None":
    """The workspace's own weights, None when it has none.

    Raises:
        SettingsError: the file is damaged, or of another version of Beffroi.
    """
    from nlp.relevance import weights

    path = workspace.weights if workspace else None
    if path is None or not path.is_file():
        return None
    try:
        return weights.read(path)
    except (ValueError, OSError) as error:
        raise SettingsError(
            f"{path} : poids illisibles ou d'une autre version ({error})",
            "Refaites-les avec « beffroi train », ou supprimez ce fichier pour juger avec ceux de Beffroi.",
        ) from error
