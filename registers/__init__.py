"""The official registers shipped with Beffroi: communes, territories and mayors' mandates."""

from registers.overlay import OverlayMandate, read_overlay, with_overlay
from registers.read import Registers, load
from registers.updated import Update, registers_in, update, without

__all__ = [
    "OverlayMandate",
    "Registers",
    "Update",
    "load",
    "read_overlay",
    "registers_in",
    "update",
    "with_overlay",
    "without",
]
