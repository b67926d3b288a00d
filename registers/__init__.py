"""The official registers shipped with Beffroi: communes, territories and mayors' mandates."""

from registers.overlay import OverlayMandate, read_overlay, with_overlay
from registers.read import Registers, load

__all__ = ["OverlayMandate", "Registers", "load", "read_overlay", "with_overlay"]
