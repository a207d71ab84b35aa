"""CEL's compiled part alone, without the command line that its package brings along.

`import cel` reads `cel.cli` as well, and with it prompt_toolkit: 0.4 seconds at the
start of each command, and 12 MB in every process, for what nobody asks for.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_PACKAGE, _PART = "cel", "cel.cel"


def load_cel() -> ModuleType:
    """Give the module that compiles expressions; a later `import cel` finds the same.

    Raises:
        ImportError: the package is not installed, or is no longer made this way.
    """
    if _PART in sys.modules:
        return sys.modules[_PART]
    package = find_spec(_PACKAGE)
    where = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(_PART, where) if where else None
    if spec is None or spec.loader is None:
        raise ImportError(f"There is no compiled {_PART}.", name=_PART)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[_PART] = module
    return module
