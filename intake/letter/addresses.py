"""Addresses of mail and of the web in running text."""

from __future__ import annotations

import re

ADDRESS = re.compile(
    r"<?(?:mailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}>?|<?\b(?:https?://|www\.)[^\s<>）)]+>?",
    re.IGNORECASE,
)
