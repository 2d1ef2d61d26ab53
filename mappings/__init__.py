"""All vocabulary as data: labels, exports, owners, units and the JSON Schemas of mapping files."""

from pathlib import Path

FOLDER = Path(__file__).parent
