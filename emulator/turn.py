"""Whose turn it is: one request at a time, since moto keeps plain dictionaries and has no locks."""

from __future__ import annotations

import threading

turn = threading.RLock()
