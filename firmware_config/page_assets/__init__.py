"""What all pages share: design tokens and fonts, served without Internet."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
