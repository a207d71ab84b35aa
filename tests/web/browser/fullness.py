"""How much the browser looks at: enough for each change, or all, as `make browser`."""

import os

FULL = os.environ.get("FCE_BROWSER") == "full"
"""Whether axe judges every page at each width, and people go every way."""
