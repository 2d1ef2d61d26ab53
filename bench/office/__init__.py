"""Office files by seed: workbooks in many shapes, Word forms, separated values and mails; none knows the product."""

from __future__ import annotations

from bench.office import blocks, forms, texts, word
from bench.office.shape import Shape

SHAPES: tuple[Shape, ...] = (*forms.SHAPES, *blocks.SHAPES, *texts.SHAPES, *word.SHAPES)
